// What stands below a chat: the field with its menu, files and reply bar, or one big button (Start, Unblock).
import { CardList } from "./cards.js";
import { CommandList } from "./commands.js";
import { directionOf } from "./direction.js";
import { button, el } from "./dom.js";
import { icon } from "./icons.js";
import { replyKeyboard } from "./keyboard.js";
import { isFromBot, summary } from "./message.js";
import { dialog } from "./notices.js";

const PLACEHOLDER = "Message";
const PHOTO = /^image\/(jpeg|png|webp|gif)$/;

export class Composer {
  /** `acts` = { send(text, replyTo), upload(kind, file, caption), start(), unblock(), botName(), cards }. */
  constructor(user, acts) {
    this.acts = acts;
    this.replyTo = null;
    this.keyboardMarkup = null;
    this.input = el("textarea", {
      class: "field",
      rows: 1,
      dir: "auto",
      placeholder: PLACEHOLDER,
      "aria-label": "Message to the bot",
      enterkeyhint: "send",
      data: { testid: `composer-${user}` },
      on: {
        input: () => this.#typed(),
        focus: () => this.#typed(),
        keydown: (event) => this.#key(event),
        blur: () => setTimeout(() => this.#closeLists(), 150),
      },
    });
    this.list = new CommandList(user, this.input, (command) => this.#choose(command));
    this.cards = new CardList(user, this.input, {
      ...acts.cards,
      choose: (card) => this.#emptied(() => acts.cards.choose(card)),
      start: (payload) => this.#emptied(() => acts.cards.start(payload)),
    });
    this.menu = button(
      {
        label: "Commands",
        iconName: "commands",
        class: "menu",
        hidden: true,
        data: { testid: `menu-${user}` },
        on: { pointerdown: (event) => event.preventDefault(), click: () => this.#toggleCommands() },
      },
      el("span", { text: "Menu" }),
    );
    this.file = el("input", {
      type: "file",
      class: "offscreen",
      tabindex: -1,
      "aria-label": "Choose a file to send",
      data: { testid: `file-${user}` },
      on: { change: () => this.#chosen() },
    });
    this.sendButton = button({
      label: "Send",
      iconName: "send",
      class: "send",
      data: { testid: `send-${user}` },
      on: { pointerdown: (event) => event.preventDefault(), click: () => this.submit() },
    });
    this.keyboardPlace = el("div");
    this.replyBar = el("div", { class: "reply-bar", hidden: true });
    this.line = el(
      "div",
      { class: "line" },
      this.menu,
      button({
        label: "Send a photo or a file",
        iconName: "attach",
        class: "plain",
        on: { click: () => this.file.click() },
      }),
      this.file,
      this.input,
      this.sendButton,
    );
    this.bigButton = el("button", { type: "button", class: "big", hidden: true });
    this.root = el(
      "div",
      { class: "composer" },
      this.list.root,
      this.cards.root,
      this.replyBar,
      this.line,
      this.bigButton,
      this.keyboardPlace,
    );
    this.user = user;
  }

  setCommands(commands) {
    this.list.commands = commands;
    this.menu.hidden = commands.length === 0;
  }

  /** What the place is for now: "write", "start" or "blocked". */
  setMode(mode) {
    if (this.mode === mode) return;
    this.mode = mode;
    const big = {
      start: { text: "Start", testid: `start-${this.user}`, act: this.acts.start },
      blocked: { text: "Unblock the bot", testid: `unblock-${this.user}`, act: this.acts.unblock },
    }[mode];
    this.line.hidden = Boolean(big);
    this.bigButton.hidden = !big;
    this.#closeLists();
    if (!big) return;
    this.bigButton.textContent = big.text;
    this.bigButton.dataset.testid = big.testid;
    this.bigButton.onclick = big.act;
  }

  focus() {
    (this.line.hidden ? this.bigButton : this.input).focus({ preventScroll: true });
  }

  /** Answer `message`; `placeholder` is the bot's hint when the bot asked for the answer. */
  reply(message, { placeholder, focus = true } = {}) {
    this.replyTo = message;
    this.input.placeholder = placeholder || PLACEHOLDER;
    this.replyBar.replaceChildren(
      icon("reply"),
      el(
        "span",
        { class: "answered" },
        el("b", { text: isFromBot(message) ? this.acts.botName() : "You" }),
        el("span", { dir: directionOf(summary(message)), text: summary(message) }),
      ),
      button({
        label: "Do not reply",
        iconName: "close",
        class: "plain",
        on: { click: () => this.#noReply() },
      }),
    );
    this.replyBar.hidden = false;
    if (focus) this.focus();
  }

  /** A message that is gone cannot be answered. */
  forget(messageId) {
    if (this.replyTo?.message_id === messageId) this.#noReply();
  }

  /** The custom keyboard that the bot's messages left in force; null for none. */
  setKeyboard(markup) {
    if (markup === this.keyboardMarkup) return;
    this.keyboardMarkup = markup;
    const keyboard = markup ? [replyKeyboard(markup, (text) => this.acts.send(text))] : [];
    this.keyboardPlace.replaceChildren(...keyboard);
    if (!this.replyTo) this.input.placeholder = markup?.input_field_placeholder || PLACEHOLDER;
  }

  async submit() {
    const text = this.input.value.trim();
    if (!text) return;
    const replyTo = this.replyTo?.message_id;
    this.input.value = "";
    this.#noReply();
    this.#typed();
    const sent = await this.acts.send(text, replyTo);
    // What could not be sent is given back, unless something new is being written.
    if (!sent && !this.input.value) {
      this.input.value = text;
      this.#typed();
    }
  }

  #noReply() {
    this.replyTo = null;
    this.replyBar.hidden = true;
    this.input.placeholder = this.keyboardMarkup?.input_field_placeholder || PLACEHOLDER;
  }

  #typed() {
    const text = this.input.value;
    const command = /^\/([a-z0-9_]*)$/i.exec(text);
    const words = this.cards.wordsIn(text);
    if (command) this.list.show(command[1]);
    else if (words !== null) this.cards.ask(words);
    else this.#closeLists();
    this.line.classList.toggle("filled", text.trim() !== "");
  }

  #key(event) {
    if (event.isComposing || this.list.onKey(event) || this.cards.onKey(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape" && this.replyTo) this.#noReply();
  }

  #choose(command) {
    this.#emptied(() => this.acts.send(`/${command}`));
  }

  #emptied(act) {
    this.#closeLists();
    this.input.value = "";
    this.#typed();
    act();
  }

  #closeLists() {
    this.list.close();
    this.cards.close();
  }

  #toggleCommands() {
    if (this.list.open) return this.list.close();
    this.input.focus({ preventScroll: true });
    return this.list.show();
  }

  #chosen() {
    const file = this.file.files[0];
    this.file.value = "";
    if (file) this.#offer(file);
  }

  async #offer(file) {
    const isPhoto = PHOTO.test(file.type);
    const preview = isPhoto ? el("img", { class: "preview", src: URL.createObjectURL(file), alt: "" }) : null;
    const answer = await dialog({
      title: isPhoto ? "Send a photo" : "Send a file",
      testid: "attach",
      content: [
        preview,
        el("p", { class: "file-name" }, el("bdi", { text: file.name })),
        el(
          "label",
          { class: "labelled" },
          el("span", { text: "Caption" }),
          el("input", { name: "caption", dir: "auto", maxlength: 1024, autocomplete: "off" }),
        ),
      ].filter(Boolean),
      actions: [
        { label: "Cancel", value: "" },
        ...(isPhoto ? [{ label: "Send as file", value: "document" }] : []),
        { label: isPhoto ? "Send photo" : "Send file", value: isPhoto ? "photo" : "document", main: true },
      ],
    });
    if (preview) URL.revokeObjectURL(preview.src);
    if (answer.value) this.acts.upload(answer.value, file, answer.data.get("caption"));
  }
}
