// A list over the composer from which one line is chosen while the composer keeps the focus;
// the highlighted line is named to screen readers by aria-activedescendant.
import { el } from "./dom.js";

export class Suggestions {
  /** `input` is the composer's field, `choose(line)` is told what was chosen. */
  constructor({ id, label, input, choose }) {
    this.shown = [];
    this.at = 0;
    this.choose = choose;
    this.input = input;
    this.root = el("div", {
      class: "commands",
      role: "listbox",
      id,
      "aria-label": label,
      hidden: true,
      data: { testid: id },
    });
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    this.close();
  }

  get open() {
    return !this.root.hidden;
  }

  /** These lines, the first highlighted. `face(line)` is what one shows. No line, no list. */
  offer(lines, face) {
    this.shown = lines;
    if (lines.length === 0) return this.close();
    this.root.replaceChildren(...lines.map((line, at) => this.#row(face(line), at)));
    this.root.hidden = false;
    this.input.setAttribute("aria-controls", this.root.id);
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
    else if (event.key === "Enter" || event.key === "Tab") this.choose(this.shown[this.at]);
    else return false;
    event.preventDefault();
    return true;
  }

  #row(face, at) {
    return el(
      "div",
      {
        class: "command-line",
        role: "option",
        id: `${this.root.id}-${at}`,
        on: {
          pointerdown: (event) => event.preventDefault(),
          click: () => this.choose(this.shown[at]),
          pointermove: () => this.#mark(at),
        },
      },
      ...face,
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
