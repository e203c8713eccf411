// The small menu of a message. It closes by a choice, by Escape, and by a tap elsewhere.
import { el } from "./dom.js";
import { icon } from "./icons.js";

/** Open a menu at `anchor`; `items` are { label, iconName, act }, where an act of null cannot be chosen. */
export function contextMenu(anchor, items) {
  const node = el("div", { class: "context-menu", role: "menu", popover: "auto" });
  for (const item of items.filter(Boolean)) {
    const line = el(
      "button",
      { type: "button", role: "menuitem", disabled: item.act === null },
      icon(item.iconName),
      el("span", { text: item.label }),
    );
    line.addEventListener("click", () => {
      node.hidePopover();
      item.act();
    });
    node.append(line);
  }
  node.addEventListener("toggle", (event) => {
    if (event.newState === "closed") node.remove();
  });
  node.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const lines = [...node.querySelectorAll("button:enabled")];
    lines[(lines.indexOf(document.activeElement) + step + lines.length) % lines.length]?.focus();
  });
  document.body.append(node);
  node.showPopover();
  place(node, anchor.getBoundingClientRect());
  node.querySelector("button:enabled")?.focus();
}

function place(node, at) {
  const { width, height } = node.getBoundingClientRect();
  const left = Math.min(Math.max(8, at.left), innerWidth - width - 8);
  const top = at.bottom + height + 8 < innerHeight ? at.bottom + 4 : at.top - height - 4;
  node.style.left = `${left}px`;
  node.style.top = `${Math.max(8, top)}px`;
}
