// The bot's commands over the composer: opened by the Menu button or while a "/" is typed.
// The composer keeps the focus; the highlighted line is named to screen readers by aria-activedescendant.
import { directionOf } from "./direction.js";
import { el } from "./dom.js";

export class CommandList {
  /** `choose(command)` is told the command without its slash; `input` is the composer's field. */
  constructor(user, input, choose) {
    this.commands = [];
    this.shown = [];
    this.at = 0;
    this.choose = choose;
    this.input = input;
    this.root = el("div", {
      class: "commands",
      role: "listbox",
      id: `commands-${user}`,
      "aria-label": "Commands of the bot",
      hidden: true,
      data: { testid: `commands-${user}` },
    });
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.root.id);
    this.close();
  }

  get open() {
    return !this.root.hidden;
  }

  /** Lines whose command starts with `typed` (without slash). No line, no list. */
  show(typed = "") {
    this.shown = this.commands.filter(({ command }) => command.startsWith(typed.toLowerCase()));
    if (this.shown.length === 0) return this.close();
    this.root.replaceChildren(...this.shown.map((line, at) => this.#line(line, at)));
    this.root.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.#mark(0);
    this.root.scrollTop = 0;
    return undefined;
  }

  close() {
    this.root.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  /** Whether the key was for the list. */
  onKey(event) {
    if (!this.open) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#mark((this.at + step + this.shown.length) % this.shown.length);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" || event.key === "Tab") this.choose(this.shown[this.at].command);
    else return false;
    event.preventDefault();
    return true;
  }

  #line({ command, description }, at) {
    return el(
      "div",
      {
        class: "command-line",
        role: "option",
        id: `${this.root.id}-${at}`,
        on: {
          pointerdown: (event) => event.preventDefault(),
          click: () => this.choose(command),
          pointermove: () => this.#mark(at),
        },
      },
      el("span", { class: "name", dir: "ltr", text: `/${command}` }),
      el("bdi", { class: "description", dir: directionOf(description), text: description }),
    );
  }

  #mark(at) {
    this.at = at;
    for (const [index, line] of [...this.root.children].entries()) {
      line.setAttribute("aria-selected", String(index === at));
      if (index === at) line.scrollIntoView({ block: "nearest" });
    }
    this.input.setAttribute("aria-activedescendant", `${this.root.id}-${at}`);
  }
}
