// A person's taps on inline buttons: each is shown as waiting until the bot has answered it, or for a while.
import * as api from "./api.js";
import { showWaiting } from "./keyboard.js";

const PATIENCE_MS = 15_000;

export class Presses {
  /** `rowOf(messageId)` finds a message on the page; `say(text)` tells what went wrong. */
  constructor(user, { rowOf, say }) {
    this.user = user;
    this.rowOf = rowOf;
    this.say = say;
    this.waiting = new Map(); // callback query id → { messageId, data }; a symbol while the id is not known
    this.early = new Set(); // answers that came before the id was known
  }

  isWaiting(messageId, data) {
    return [...this.waiting.values()].some((press) => press.messageId === messageId && press.data === data);
  }

  async press(messageId, data) {
    const press = { messageId, data };
    const mark = Symbol("no id yet");
    this.#wait(mark, press);
    try {
      const { callback_query_id: id } = await api.press(this.user, messageId, data);
      if (!this.early.delete(id)) this.#wait(id, press);
      setTimeout(() => this.#end(id), PATIENCE_MS);
    } catch (error) {
      this.say(error.message);
    }
    this.#end(mark);
  }

  /** The bot has answered. */
  answered(id) {
    const isFromElsewhere =
      !this.waiting.has(id) && [...this.waiting.keys()].every((key) => typeof key === "string");
    if (!this.waiting.has(id) && !isFromElsewhere) this.early.add(id);
    this.#end(id);
  }

  #wait(id, press) {
    this.waiting.set(id, press);
    this.#show(press);
  }

  #end(id) {
    const press = this.waiting.get(id);
    if (this.waiting.delete(id)) this.#show(press);
  }

  #show({ messageId, data }) {
    const still = this.isWaiting(messageId, data);
    for (const node of this.rowOf(messageId)?.querySelectorAll(".key[data-callback]") ?? []) {
      if (node.dataset.callback === data) showWaiting(node, still);
    }
  }
}
