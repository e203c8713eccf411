// The three panels: side by side where there is room, one at a time with a tab bar where there is not.
import { find } from "./dom.js";

const NAMES = ["customer", "merchant", "supplier"];

export class Tabs {
  constructor({ changed }) {
    this.changed = changed;
    this.wide = matchMedia("(min-width: 1080px)");
    this.buttons = Object.fromEntries(NAMES.map((name) => [name, find(`#tab-${name}`)]));
    for (const [name, button] of Object.entries(this.buttons))
      button.addEventListener("click", () => this.show(name));
    this.wide.addEventListener("change", () => this.show(this.current));
    this.current = NAMES.includes(location.hash.slice(1)) ? location.hash.slice(1) : "customer";
    this.#arrange();
  }

  show(name) {
    this.current = name;
    this.#arrange();
    history.replaceState(null, "", `#${name}`);
    this.changed();
  }

  isVisible(name) {
    return this.wide.matches || this.current === name;
  }

  badge(name, count) {
    const badge = this.buttons[name].querySelector(".badge");
    badge.hidden = count === 0;
    badge.textContent = count || "";
  }

  // Hidden panels stay laid out (so that they keep where they were scrolled to) but out of reach.
  #arrange() {
    for (const [name, button] of Object.entries(this.buttons)) {
      const panel = find(`#panel-${name}`);
      panel.inert = !this.isVisible(name);
      panel.classList.toggle("away", !this.isVisible(name));
      if (this.current === name && !this.wide.matches) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
    }
  }
}
