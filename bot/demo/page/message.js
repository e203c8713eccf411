// One message as a row of the chat: bubble, what it carries, time, and the keyboard below it.
import { button, el } from "./dom.js";
import { icon } from "./icons.js";
import { directionOf } from "./direction.js";
import { renderText } from "./entities.js";
import { inlineKeyboard } from "./keyboard.js";
import { isoOf, sizeOf, timeOf, total } from "./words.js";

const PHOTO_WIDTH = 340;
const PHOTO_HEIGHT = 420;

export const isFromBot = (message) => message.from_bot ?? message.from?.is_bot ?? false;
export const isProtected = (message) => Boolean(message.protected ?? message.has_protected_content);
export const wordsOf = (message) => message.text ?? message.caption ?? "";

/** A line about `message` where it is only named: the reply bar and the quotation over an answer. */
export function summary(message) {
  const words = hideSpoilers(wordsOf(message), message.entities ?? message.caption_entities ?? [])
    .replace(/\s+/g, " ")
    .trim();
  if (message.photo) return words || "Photo";
  if (message.document) return words || message.document.file_name || "File";
  if (message.invoice) return message.invoice.title;
  return words;
}

function hideSpoilers(text, entities) {
  for (const { type, offset, length } of entities) {
    if (type === "spoiler") text = text.slice(0, offset) + "•".repeat(length) + text.slice(offset + length);
  }
  return text;
}

/** `acts` is the chat's: what a tap on anything in the message does. `addressOf(file)` is where a file is found. */
export function messageRow(message, acts) {
  const row = el("div", {
    class: `row ${isFromBot(message) ? "in" : "out"}`,
    data: { testid: `msg-${message.message_id}`, id: message.message_id },
  });
  const said = service(message);
  if (said) {
    row.className = "row service";
    row.append(el("div", { class: "said", dir: directionOf(said), text: said }));
    return row;
  }
  const bubble = el(
    "div",
    { class: "bubble" },
    message.via_bot ? el("div", { class: "via", dir: "ltr", text: `via @${message.via_bot.username}` }) : null,
    quotation(message, acts),
    ...carried(message, acts),
    body(message, acts),
    reaction(message),
  );
  if (isProtected(message)) row.classList.add("protected");
  const stack = el("div", { class: "stack" }, bubble, inlineKeyboard(message, acts.keys(message)));
  row.append(
    stack,
    button({
      label: "Message actions",
      iconName: "more",
      class: "more",
      on: { click: (event) => acts.menu(message, event.currentTarget) },
    }),
  );
  bubble.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a, img")) return;
    event.preventDefault();
    acts.menu(message, row.querySelector(".more"));
  });
  return row;
}

function service(message) {
  const payment = message.successful_payment ?? message.refunded_payment;
  if (payment)
    return `${message.refunded_payment ? "Refunded" : "You paid"} ${total(payment.currency, payment.total_amount)}`;
  return null;
}

/** What the bot set below the message. */
function reaction(message) {
  if (!message.reaction) return null;
  const name = `Reaction: ${message.reaction}`;
  return el("div", { class: "reaction", role: "img", "aria-label": name, text: message.reaction });
}

function quotation(message, acts) {
  const answered = message.reply_to_message;
  if (!answered) return null;
  return el(
    "div",
    { class: "quotation" },
    el("b", { text: isFromBot(answered) ? acts.botName() : "You" }),
    el("span", { dir: directionOf(summary(answered)), text: summary(answered) }),
  );
}

function carried(message, acts) {
  const parts = [];
  if (message.photo) parts.push(photo(message, acts));
  if (message.document) parts.push(documentLine(message, acts));
  if (message.invoice) parts.push(invoice(message.invoice));
  return parts;
}

function photo(message, acts) {
  const file = message.photo.at(-1);
  const ratio = Math.min(PHOTO_WIDTH / file.width, PHOTO_HEIGHT / file.height, 1);
  const image = el("img", {
    src: acts.addressOf(file),
    alt: message.caption ? `Photo: ${message.caption}` : "Photo",
    width: Math.round(file.width * ratio),
    height: Math.round(file.height * ratio),
    draggable: isProtected(message) ? "false" : null,
  });
  return el("div", { class: "photo" }, image);
}

// Telegram lets nobody save a protected file: it can only be looked at.
function documentLine(message, acts) {
  const file = message.document;
  const name = file.file_name ?? "file";
  const ending = name.includes(".") ? name.split(".").at(-1).slice(0, 4) : "";
  const inside = (sign) => [
    el(
      "span",
      { class: "disc", "aria-hidden": "true" },
      ending ? el("span", { text: ending }) : icon("document"),
    ),
    el(
      "span",
      { class: "about" },
      el("bdi", { class: "name", text: name }),
      el("span", { class: "size", text: sizeOf(file.file_size) }),
    ),
    el("span", { class: "get", "aria-hidden": "true" }, icon(sign)),
  ];
  if (isProtected(message))
    return el(
      "button",
      { type: "button", class: "document", on: { click: () => acts.look(file) } },
      inside("lock"),
    );
  return el("a", { class: "document", href: acts.addressOf(file), download: name }, inside("download"));
}

const invoice = (details) =>
  el(
    "div",
    { class: "invoice", dir: directionOf(details.title) },
    el("strong", { text: details.title }),
    el("p", { class: "lines", text: details.description }),
    el("bdi", { class: "amount", dir: "ltr", text: total(details.currency, details.total_amount) }),
  );

function body(message, acts) {
  const text = wordsOf(message);
  const entities = message.entities ?? message.caption_entities ?? [];
  const words = text ? el("span", { class: "words" }, renderText(text, entities, acts.text(message))) : null;
  return el("div", { class: text ? "text" : "text empty", dir: directionOf(text) }, words, meta(message));
}

function meta(message) {
  return el(
    "span",
    { class: "meta", dir: "ltr" },
    isProtected(message)
      ? el(
          "span",
          {
            class: "lock",
            role: "img",
            "aria-label": "Protected: cannot be forwarded or copied",
            title: "Protected: cannot be forwarded or copied",
          },
          icon("lock"),
        )
      : null,
    message.edit_date ? el("span", { class: "edited", text: "edited" }) : null,
    el("time", { datetime: isoOf(message.date), text: timeOf(message.date) }),
  );
}
