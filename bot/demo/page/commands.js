// The bot's commands over the composer: opened by the Menu button or while a "/" is typed.
import { directionOf } from "./direction.js";
import { el } from "./dom.js";
import { Suggestions } from "./suggestions.js";

export class CommandList extends Suggestions {
  /** `choose(command)` is told the command without its slash; `input` is the composer's field. */
  constructor(user, input, choose) {
    super({
      id: `commands-${user}`,
      label: "Commands of the bot",
      input,
      choose: ({ command }) => choose(command),
    });
    this.commands = [];
  }

  /** Lines whose command starts with `typed` (without slash). */
  show(typed = "") {
    this.offer(
      this.commands.filter(({ command }) => command.startsWith(typed.toLowerCase())),
      ({ command, description }) => [
        el("span", { class: "name", dir: "ltr", text: `/${command}` }),
        el("bdi", { class: "description", dir: directionOf(description), text: description }),
      ],
    );
  }
}
