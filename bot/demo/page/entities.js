// A message's text and its entities as elements. Offsets are UTF-16 units, which is what JavaScript
// strings are made of. Lays nothing out and knows no chat: what a tap does is told by `acts`.
import { directionOf } from "./direction.js";
import { el } from "./dom.js";

const INLINE = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
};
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const LINK_SCHEMES = new Set(["http:", "https:", "tg:", "mailto:", "tel:"]);

/**
 * Nodes for `text`. `acts` = { command(text), copy(text), deepLink(payload) -> boolean }.
 * Entities may nest; one that crosses another's end is cut in two, so nothing is shown twice or lost.
 */
export function renderText(text, entities = [], acts) {
  const sorted = entities
    .map((entity) => ({ ...entity, end: Math.min(entity.offset + entity.length, text.length) }))
    .filter((entity) => entity.offset >= 0 && entity.end > entity.offset)
    .sort((a, b) => a.offset - b.offset || b.end - a.end || order(a) - order(b));
  return range(text, 0, text.length, sorted, acts);
}

// Of two entities over the same text the spoiler is the outer one: it hides what is inside.
const order = (entity) => (BLOCKS.has(entity.type) ? 0 : entity.type === "spoiler" ? 1 : 2);

function range(text, start, end, entities, acts) {
  const nodes = [];
  const waiting = [...entities];
  let at = start;
  let afterBlock = false;
  const plain = (to) => {
    // A block ends its own line: the line feed that follows it would show as an empty line.
    const from = afterBlock && text[at] === "\n" ? at + 1 : at;
    if (to > from) nodes.push(document.createTextNode(text.slice(from, to)));
    if (to > at) afterBlock = false;
    at = Math.max(at, to);
  };
  while (waiting.length > 0) {
    const entity = waiting.shift();
    plain(entity.offset);
    const inside = [];
    const rest = [];
    for (const other of waiting.splice(0)) {
      if (other.offset >= entity.end) rest.push(other);
      else if (other.end <= entity.end) inside.push(other);
      else {
        inside.push({ ...other, end: entity.end });
        rest.push({ ...other, offset: entity.end });
      }
    }
    waiting.push(...rest.sort((a, b) => a.offset - b.offset || b.end - a.end || order(a) - order(b)));
    const raw = text.slice(entity.offset, entity.end);
    nodes.push(wrap(entity, raw, range(text, entity.offset, entity.end, inside, acts), acts));
    at = entity.end;
    afterBlock = BLOCKS.has(entity.type);
  }
  plain(end);
  return nodes;
}

function wrap(entity, raw, children, acts) {
  switch (entity.type) {
    case "code":
      return copyable("code", { class: "copyable" }, raw, children, acts);
    case "pre":
      return copyable("pre", { class: "copyable", dir: directionOf(raw) }, raw, children, acts);
    case "blockquote":
    case "expandable_blockquote":
      return el("blockquote", { dir: directionOf(raw) }, children);
    case "spoiler":
      return spoiler(children);
    case "bot_command":
      return pressable("a", { class: "link command", role: "button", text: raw }, () => acts.command(raw));
    case "url":
      return link(/^[a-z][a-z0-9+.-]*:/i.test(raw) ? raw : `https://${raw}`, children, acts);
    case "text_link":
      return link(entity.url ?? "", children, acts);
    case "email":
      return link(`mailto:${raw}`, children, acts);
    case "phone_number":
      return link(`tel:${raw}`, children, acts);
    default:
      return el(INLINE[entity.type] ?? "span", { class: `entity-${entity.type}` }, children);
  }
}

const copyable = (tag, attributes, raw, children, acts) =>
  pressable(tag, { ...attributes, role: "button", title: "Tap to copy" }, () => acts.copy(raw), children);

// As in Telegram, what can be pressed inside a line is part of that line: nothing here turns or isolates it, so what
// stands on the wrong side of an Arabic line there is seen here too.
function pressable(tag, attributes, act, children) {
  const onKey = (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    act();
  };
  return el(tag, { tabindex: 0, ...attributes, on: { click: act, keydown: onKey } }, children);
}

/** A link that is only a link when its scheme is a known one; the bot's own deep links stay in this page. */
export function link(address, children, acts) {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !LINK_SCHEMES.has(url.protocol)) return el("span", {}, children);
  const open = (event) => {
    if (acts.deepLink(url)) event.preventDefault();
  };
  return el(
    "a",
    { href: url.href, target: "_blank", rel: "noopener noreferrer", class: "link", on: { click: open } },
    children,
  );
}

// Until it is opened, what is inside is inert: it cannot be tapped, selected or read out.
function spoiler(children) {
  const inside = el("span", { class: "veiled", inert: true }, children);
  const node = el(
    "span",
    { class: "spoiler", role: "button", tabindex: 0, "aria-label": "Hidden text: press to show" },
    inside,
  );
  const open = (event) => {
    if (node.classList.contains("open")) return;
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    const message = node.closest(".text") ?? node;
    for (const one of [...message.querySelectorAll(".spoiler"), node]) reveal(one);
  };
  node.addEventListener("click", open);
  node.addEventListener("keydown", open);
  return node;
}

function reveal(node) {
  node.classList.add("open");
  for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
  node.querySelector(".veiled")?.removeAttribute("inert");
}

/** Open again what was open: an edit in place must not veil a text that its reader has uncovered. */
export function keepSpoilersOpen(before, after) {
  const opened = new Set([...before.querySelectorAll(".spoiler.open")].map((node) => node.textContent));
  for (const node of after.querySelectorAll(".spoiler")) if (opened.has(node.textContent)) reveal(node);
}
