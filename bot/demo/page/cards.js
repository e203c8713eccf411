// Inline mode: the cards that the bot offers while "@bot words" are typed.
import { directionOf } from "./direction.js";
import { el } from "./dom.js";
import { Suggestions } from "./suggestions.js";

const TYPING_PAUSE_MS = 250;

export class CardList extends Suggestions {
  /** `acts` = { ask(words) → the bot's answer, choose(card), start(payload), botUsername() }. */
  constructor(user, input, acts) {
    super({
      id: `cards-${user}`,
      label: "Cards of the bot",
      input,
      choose: (line) => (line.start_parameter ? acts.start(line.start_parameter) : acts.choose(line)),
    });
    this.acts = acts;
  }

  /** The words behind the bot's name; null where something else is typed. */
  wordsIn(text) {
    const typed = /^@(\w+)\s(.*)$/s.exec(text);
    return typed && typed[1].toLowerCase() === this.acts.botUsername()?.toLowerCase() ? typed[2].trim() : null;
  }

  /** Asks for cards once nobody has typed for a moment; an answer to words that have changed is not shown. */
  ask(words) {
    this.words = words;
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      const answer = await this.acts.ask(words);
      if (answer && this.words === words) this.#show(answer);
    }, TYPING_PAUSE_MS);
  }

  close() {
    super.close();
    clearTimeout(this.timer);
    this.words = null;
  }

  #show({ results, button }) {
    this.offer([...(button ? [button] : []), ...results], (line) =>
      line.start_parameter
        ? [el("bdi", { class: "name", dir: directionOf(line.text), text: line.text })]
        : [
            el("bdi", { class: "name", dir: directionOf(line.title), text: line.title }),
            el("bdi", { class: "description", dir: directionOf(line.description ?? ""), text: line.description ?? "" }),
          ],
    );
  }
}
