// One person's chat with the bot: the history, what taps do, and the person's side of each event.
// The list of rows is `history.js`, the field below is `composer.js`.
import * as api from "./api.js";
import { Composer } from "./composer.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { History } from "./history.js";
import { isFromBot, isProtected, messageRow, wordsOf } from "./message.js";
import { contextMenu } from "./menu.js";
import { alert, copy, dialog, toast } from "./notices.js";
import { payInvoice, showReceipt } from "./payment.js";
import { Presses } from "./presses.js";

const TYPING_MS = 5_500;
export class Chat {
  /** `person` and `bot` as the demo's state lists them; `changed()` is told when the unread count differs. */
  constructor(person, bot, { changed }) {
    this.person = person;
    this.payload = null;
    this.notices = el("div", { class: "notices", role: "status", "aria-live": "polite" });
    this.composer = new Composer(person.id, {
      send: (text, replyTo) => this.send(text, replyTo),
      upload: (kind, file, caption) => this.#try(api.upload(person.id, kind, file, caption)),
      start: () => this.#start(),
      unblock: () => this.#try(api.block(person.id, false)),
      botName: () => this.bot.first_name,
      cards: {
        ask: (words) => api.cards(person.id, words).catch((error) => this.say(error.message)),
        choose: (card) => this.#try(api.choose(person.id, card.id)),
        start: (payload) => this.send(`/start ${payload}`),
        botUsername: () => this.bot.username,
      },
    });
    this.history = new History({ render: (message) => messageRow(message, this.acts), changed });
    this.presses = new Presses(person.id, {
      rowOf: (messageId) => this.history.row(messageId),
      say: (text) => this.say(text),
    });
    this.name = el("bdi");
    this.doing = el("span", { class: "doing", "aria-live": "polite" });
    this.head = el(
      "header",
      { class: "chat-head" },
      el("span", { class: "avatar", "aria-hidden": "true" }, icon("shop")),
      el("div", { class: "who" }, el("strong", { class: "bot-name" }, this.name), this.doing),
    );
    this.root = el(
      "section",
      { class: "chat", "aria-label": `${person.first_name}'s chat`, data: { testid: `chat-${person.id}` } },
      this.head,
      this.history.root,
      this.notices,
      this.composer.root,
    );
    this.acts = this.#acts();
    this.setBot(bot);
    this.#rest();
  }

  /** `bot.texts` holds its name and description by language, as the person's Telegram would show them. */
  setBot(bot) {
    const own = (field) => bot.texts?.[`${field} ${this.person.language_code ?? ""}`] || bot[field];
    this.bot = {
      username: bot.username,
      first_name: own("name") || bot.first_name,
      description: own("description"),
    };
    this.name.textContent = this.bot.first_name;
    this.history.greet(this.bot.description || "Press Start below and see.");
  }

  /** Load everything as the demo has it now; what is already shown and unchanged stays untouched. */
  async load() {
    // What happens meanwhile may or may not be in the answer: it is done again afterwards, which harms nobody.
    this.later = [];
    try {
      this.#take(...(await Promise.all([api.messages(this.person.id), api.commands(this.person.id)])));
    } finally {
      const later = this.later;
      this.later = null;
      for (const act of later) act();
    }
  }

  #take(messages, commands) {
    this.history.sync(messages);
    this.composer.setCommands(commands);
    this.loaded = true;
    this.#settle();
    if (messages.length > 0) this.#obeyForcedReply(messages.at(-1), { focus: false });
  }

  async loadCommands() {
    this.composer.setCommands(await api.commands(this.person.id));
  }

  setPerson(person) {
    this.person = person;
    this.root.setAttribute("aria-label", `${person.first_name}'s chat`);
    this.#settle();
  }

  /** A deep link's payload: the Start button sends it, as in Telegram also where a chat already stands. */
  offerStart(payload) {
    this.payload = payload;
    this.#settle();
    this.composer.focus();
  }

  add(message) {
    if (this.later) return this.later.push(() => this.add(message));
    if (isFromBot(message)) this.#rest();
    this.history.put(message, { live: true });
    this.#obeyForcedReply(message, { focus: this.history.visible && !isBusyElsewhere(this.root) });
    return this.#settle();
  }

  edit(message) {
    if (this.later) return this.later.push(() => this.edit(message));
    this.history.put(message);
    return this.#settle();
  }

  remove(messageId) {
    if (this.later) return this.later.push(() => this.remove(messageId));
    this.history.remove(messageId);
    this.composer.forget(messageId);
    return this.#settle();
  }

  typing() {
    clearTimeout(this.typingTimer);
    const word = el("span", { class: "dots", text: "typing" });
    this.doing.replaceChildren(word);
    this.doing.classList.add("now");
    this.typingTimer = setTimeout(() => this.#rest(), TYPING_MS);
  }

  /** The bot's answer to a press: perhaps a toast or an alert, and in any case the end of waiting. */
  answer({ callback_query_id: id, text, show_alert: asAlert }) {
    this.presses.answered(id);
    if (!text) return;
    if (asAlert) alert(text);
    else this.say(text);
  }

  async send(text, replyTo) {
    this.history.pin();
    return this.#try(api.send(this.person.id, replyTo ? { text, reply_to: replyTo } : { text }));
  }

  say(text) {
    toast(text, { near: this.notices });
  }

  #obeyForcedReply(message, { focus }) {
    const markup = message.reply_markup;
    if (!markup?.force_reply || !isFromBot(message)) return;
    this.composer.reply(message, { placeholder: markup.input_field_placeholder, focus });
  }

  #acts() {
    const base = {
      copy: (text) => copy(text, { near: this.notices }),
      deepLink: (url) => this.#deepLink(url),
    };
    return {
      botName: () => this.bot.first_name,
      addressOf: (file) => api.fileAddress(file),
      look: (file) => this.#look(file),
      menu: (message, anchor) => this.#menu(message, anchor),
      text: (message) => ({
        ...base,
        command: (text) => this.send(text),
        copy: isProtected(message)
          ? () => this.say("This message is protected: its text cannot be copied")
          : base.copy,
      }),
      keys: (message) => ({
        ...base,
        press: (data) => this.presses.press(message.message_id, data),
        isWaiting: (data) => this.presses.isWaiting(message.message_id, data),
        pay: (key) =>
          message.paid
            ? showReceipt(message, this.bot.first_name)
            : payInvoice(this.person.id, message, this.bot.first_name, key),
      }),
    };
  }

  async #look(file) {
    if (!file.mime_type?.startsWith("text/")) return this.say("This file is protected: it cannot be saved");
    try {
      const text = await api.fileText(file);
      await dialog({
        title: file.file_name,
        wide: true,
        content: [el("pre", { class: "file-text", dir: "auto", text })],
        actions: [{ label: "Close", value: "", main: true }],
      });
    } catch (error) {
      this.say(error.message);
    }
    return undefined;
  }

  #menu(message, anchor) {
    const locked = isProtected(message);
    contextMenu(anchor, [
      { label: "Reply", iconName: "reply", act: () => this.composer.reply(message) },
      wordsOf(message)
        ? {
            label: locked ? "Protected: no copying" : "Copy text",
            iconName: locked ? "lock" : "copy",
            act: locked ? null : () => copy(wordsOf(message), { near: this.notices }),
          }
        : null,
    ]);
  }

  // A link to this very bot stays in the page, as it does in Telegram.
  #deepLink(url) {
    const isOurs =
      (["t.me", "telegram.me"].includes(url.hostname) &&
        url.pathname.slice(1).toLowerCase() === this.bot.username?.toLowerCase()) ||
      (url.protocol === "tg:" &&
        url.searchParams.get("domain")?.toLowerCase() === this.bot.username?.toLowerCase());
    if (!isOurs) return false;
    const payload = url.searchParams.get("start");
    if (payload !== null) this.offerStart(payload);
    return true;
  }

  async #start() {
    const payload = this.payload;
    this.payload = null;
    if (await this.send(payload ? `/start ${payload}` : "/start")) return;
    this.payload = payload;
    this.#settle();
  }

  #settle() {
    if (!this.loaded) return;
    const fresh = this.history.isEmpty;
    this.composer.setMode(
      this.person.blocked ? "blocked" : fresh || this.payload !== null ? "start" : "write",
    );
    this.composer.setKeyboard(this.history.keyboard());
  }

  #rest() {
    clearTimeout(this.typingTimer);
    this.doing.classList.remove("now");
    this.doing.textContent = "bot";
  }

  async #try(request) {
    try {
      await request;
      return true;
    } catch (error) {
      this.say(error.message);
      return false;
    }
  }
}

// Somebody who is writing in another chat is not torn away from it.
const isBusyElsewhere = (root) => {
  const field = document.activeElement ?? document.body;
  return field.matches("input, textarea") && field.value !== "" && !root.contains(field);
};
