// The scrolling list of a chat: rows in order, day separators, tails, and staying where its reader is.
import { directionOf } from "./direction.js";
import { button, el } from "./dom.js";
import { keepSpoilersOpen } from "./entities.js";
import { isFromBot } from "./message.js";
import { dayOf } from "./words.js";

const AT_BOTTOM_PX = 80;

export class History {
  /** `render(message)` makes a row; `changed()` is told when the unread count differs. */
  constructor({ render, changed }) {
    this.render = render;
    this.changed = changed;
    this.entries = new Map(); // message_id → { message, row }, in the order of the rows
    this.unread = 0;
    this.told = 0; // the unread count that `changed` was told of
    this.pinned = true;
    this.visible = false;
    this.greeting = el("p", { class: "lines" });
    this.empty = el(
      "div",
      { class: "welcome" },
      el("div", { class: "card" }, el("h3", { text: "What can this bot do?" }), this.greeting),
    );
    this.list = el("div", { class: "rows", role: "log", "aria-live": "polite", "aria-label": "Messages" });
    this.scroller = el(
      "div",
      { class: "scroller", tabindex: 0, "aria-label": "Message history", role: "region" },
      this.list,
      this.empty,
    );
    this.badge = el("span", { class: "badge", hidden: true });
    this.down = button(
      {
        label: "Go to the newest message",
        iconName: "arrowDown",
        class: "down round",
        hidden: true,
        on: { click: () => this.pin({ smooth: true }) },
      },
      this.badge,
    );
    this.root = el("div", { class: "history" }, this.scroller, this.down);
    this.scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    const watcher = new ResizeObserver(() => this.#resized());
    watcher.observe(this.list);
    watcher.observe(this.scroller);
  }

  get isEmpty() {
    return this.entries.size === 0;
  }

  /** What the bot says of itself where nothing was said yet. */
  greet(text) {
    this.greeting.textContent = text;
    this.greeting.dir = directionOf(text);
  }

  row(messageId) {
    return this.entries.get(messageId)?.row;
  }

  /** Make the list equal to `messages`, oldest first. Rows that are right already are kept. */
  sync(messages) {
    const wanted = new Set(messages.map((message) => message.message_id));
    for (const id of [...this.entries.keys()]) if (!wanted.has(id)) this.#drop(id);
    for (const message of messages) this.#set(message);
    this.#arrange();
  }

  /** A new message, or a changed one in its old place. `live`: it has just come and may be unread. */
  put(message, { live = false } = {}) {
    const isNew = !this.entries.has(message.message_id);
    const row = this.#set(message);
    if (isNew && live) {
      row.classList.add("arriving");
      if (!isFromBot(message)) this.pin();
      else if (!this.#isRead()) this.unread += 1;
    }
    this.#arrange();
  }

  remove(messageId) {
    this.#drop(messageId);
    this.#arrange();
  }

  /** The reply keyboard that the messages so far leave in force. */
  keyboard() {
    let markup = null;
    for (const { message } of this.entries.values()) {
      if (!isFromBot(message)) continue;
      if (message.reply_markup?.keyboard) markup = message.reply_markup;
      else if (message.reply_markup?.remove_keyboard) markup = null;
    }
    return markup;
  }

  /** Go to the newest message and stay there while more come. */
  pin({ smooth = false } = {}) {
    this.pinned = true;
    if (smooth) this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: "smooth" });
    else this.#toBottom();
    this.#read();
  }

  /** Whether a person can see this list now: what is not seen is unread. */
  setVisible(visible) {
    this.visible = visible;
    this.#read();
  }

  #set(message) {
    const id = message.message_id;
    const known = this.entries.get(id);
    if (known && JSON.stringify(known.message) === JSON.stringify(message)) return known.row;
    const row = this.render(message);
    if (known) this.#replace(known.row, row);
    else this.#insert(id, row);
    this.entries.set(id, { message, row });
    return row;
  }

  #replace(old, row) {
    keepSpoilersOpen(old, row);
    const focused = old.contains(document.activeElement);
    old.replaceWith(row);
    if (focused) this.scroller.focus({ preventScroll: true });
  }

  #insert(id, row) {
    const later = [...this.entries.keys()].filter((other) => other > id);
    if (later.length === 0) return this.list.append(row);
    // Rare: an older message heard of late. The map's order is the order of the rows.
    this.list.insertBefore(row, this.row(Math.min(...later)));
    this.entries.set(id, { message: null, row });
    this.entries = new Map([...this.entries].sort(([a], [b]) => a - b));
    return undefined;
  }

  #drop(id) {
    this.row(id)?.remove();
    this.entries.delete(id);
  }

  #arrange() {
    let day = null;
    let previous = null;
    for (const separator of this.list.querySelectorAll(".day")) separator.dataset.stale = "";
    for (const { message, row } of this.entries.values()) {
      const itsDay = dayOf(message.date);
      const begins = itsDay !== day;
      if (begins) this.#separate(row, itsDay);
      if (previous)
        previous.row.classList.toggle("last", begins || isFromBot(previous.message) !== isFromBot(message));
      previous = { row, message };
      day = itsDay;
    }
    previous?.row.classList.add("last");
    for (const separator of this.list.querySelectorAll(".day[data-stale]")) separator.remove();
    this.empty.hidden = !this.isEmpty;
    this.#read();
  }

  #separate(row, day) {
    const before = row.previousElementSibling;
    if (before?.classList.contains("day") && before.textContent === day) delete before.dataset.stale;
    else row.before(el("div", { class: "day" }, el("span", { text: day })));
  }

  // Only a person who scrolls up unpins the list. The browser scrolls too, when its content has changed.
  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    const isUp = scrollTop < this.top;
    const hasChanged = scrollHeight !== this.height || clientHeight !== this.room;
    this.top = scrollTop;
    if (this.pinned && (!isUp || hasChanged)) return;
    this.pinned = scrollHeight - scrollTop - clientHeight < AT_BOTTOM_PX;
    this.#read();
  }

  #resized() {
    this.height = this.scroller.scrollHeight;
    this.room = this.scroller.clientHeight;
    if (this.pinned) this.#toBottom();
  }

  #toBottom() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  #isRead() {
    return this.visible && this.pinned && !document.hidden;
  }

  #read() {
    if (this.#isRead()) this.unread = 0;
    this.down.hidden = this.pinned;
    if (this.unread === this.told) return;
    this.told = this.unread;
    this.badge.hidden = this.unread === 0;
    this.badge.textContent = this.unread || "";
    this.changed();
  }
}
