// Keyboards under messages (inline) and under the composer (reply), as the Bot API describes them.
import { directionOf } from "./direction.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";

const STYLES = new Set(["primary", "success", "danger"]);

/** The inline keyboard of `message`, or null. `acts` = { press(data), isWaiting(data), copy(text), pay(), deepLink(url) }. */
export function inlineKeyboard(message, acts) {
  const rows = message.paid ? [[{ text: "Receipt", pay: true }]] : message.reply_markup?.inline_keyboard;
  if (!rows) return null;
  return el(
    "div",
    { class: "keyboard" },
    rows.map((row) =>
      el(
        "div",
        { class: "keys" },
        row.map((key) => inlineKey(key, acts)),
      ),
    ),
  );
}

function inlineKey(key, acts) {
  const style = STYLES.has(key.style) ? key.style : null;
  const face = (name) => [faceOf(key.text), name ? el("span", { class: "corner" }, icon(name)) : null];
  const make = (act, corner) =>
    el(
      "button",
      { type: "button", class: "key", data: style ? { style } : {}, on: { click: act } },
      face(corner),
    );

  if (key.url !== undefined) return linkKey(key.url, style, face("arrowUpRight"), acts);
  if (key.copy_text !== undefined) return make(() => acts.copy(key.copy_text.text), "copy");
  if (key.pay) return make((event) => acts.pay(event.currentTarget));
  const node = make(() => acts.press(key.callback_data));
  node.dataset.callback = key.callback_data;
  if (acts.isWaiting(key.callback_data)) showWaiting(node, true);
  return node;
}

const faceOf = (text) => el("bdi", { class: "face", dir: directionOf(text), text });

function linkKey(address, style, face, acts) {
  const url = URL.canParse(address) ? new URL(address) : null;
  const safe = url !== null && ["http:", "https:", "tg:"].includes(url.protocol);
  const node = el(
    "a",
    {
      role: "button",
      class: "key",
      href: safe ? url.href : null,
      target: "_blank",
      rel: "noopener noreferrer",
      data: style ? { style } : {},
    },
    face,
  );
  node.addEventListener("click", (event) => {
    if (!safe || acts.deepLink(url)) event.preventDefault();
  });
  node.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    node.click();
  });
  return node;
}

/** While the bot has not answered a press, its button says so. */
export function showWaiting(node, waiting) {
  node.classList.toggle("waiting", waiting);
  node.setAttribute("aria-busy", String(waiting));
}

/** The bot's custom keyboard below the composer. `send(text)` is what a tap does. */
export function replyKeyboard(markup, send) {
  const keyOf = ({ text }) =>
    el(
      "button",
      {
        type: "button",
        class: "key",
        on: { click: () => send(text) },
      },
      faceOf(text),
    );
  return el(
    "div",
    { class: "reply-keyboard" },
    markup.keyboard.map((row) => el("div", { class: "keys" }, row.map(keyOf))),
  );
}
