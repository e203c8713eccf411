// What is not as normal just now, always in sight, each with an x that ends it.
import { button, el } from "./dom.js";
import { toast } from "./notices.js";
import { active } from "./troubles.js";

export class Chips {
  constructor(root) {
    this.root = root;
    this.shown = "";
  }

  update(now) {
    const chips = active(now);
    const shown = JSON.stringify(chips);
    if (shown === this.shown) return;
    this.shown = shown;
    this.root.replaceChildren(...chips.map(chip));
    this.root.hidden = chips.length === 0;
  }
}

function chip({ id, label, end }) {
  return el(
    "li",
    { class: "chip", data: { testid: `chip-${id}` } },
    el("span", { dir: "auto", text: label }),
    button({
      label: `End: ${label}`,
      iconName: "close",
      on: { click: () => end().catch((error) => toast(error.message)) },
    }),
  );
}
