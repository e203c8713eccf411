// How every element of the page is made. Data only ever becomes text or an attribute, never markup.
import { icon } from "./icons.js";

/** Make an element. `on` holds listeners, `data` data-* values; a null or false attribute is left out. */
export function el(tag, { on = {}, data = {}, text, ...attributes } = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const [name, value] of Object.entries(data)) node.dataset[name] = String(value);
  for (const [name, listener] of Object.entries(on)) node.addEventListener(name, listener);
  if (text !== undefined) node.textContent = text;
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** A button that says what it does: with an icon only, `label` is its accessible name and its tooltip. */
export function button({ label, iconName, ...attributes }, ...children) {
  const inside = iconName ? [icon(iconName), ...children] : children;
  return el("button", { type: "button", "aria-label": label, title: label, ...attributes }, ...inside);
}

export const find = (selector) => document.querySelector(selector);
