// Who sits at the customer's side: the switcher, the client's language, and somebody new.
import * as api from "./api.js";
import { el } from "./dom.js";
import { dialog, toast } from "./notices.js";

export const MERCHANT = 2001;
const NEW = "new";
const LANGUAGES = [
  ["ar", "العربية"],
  ["fr", "Français"],
  ["en", "English"],
  ["de", "Deutsch"],
];

/** A person's Telegram language: what the shop first guesses from. */
export function languageSelect(testid, label) {
  return el(
    "select",
    { class: "select", "aria-label": label, title: label, data: { testid } },
    LANGUAGES.map(([code, name]) =>
      el("option", { value: code, lang: code, text: code.toUpperCase(), title: name }),
    ),
  );
}

/**
 * The customer's switcher. `chosen(id)` is told who was picked, `added(person)` before that of somebody new;
 * `unread(id)` is how much waits there.
 */
export class People {
  constructor({ chosen, added, unread }) {
    this.chosen = chosen;
    this.added = added;
    this.unread = unread;
    this.select = el("select", {
      class: "select person",
      "aria-label": "Customer",
      title: "Customer",
      data: { testid: "person" },
      on: { change: () => this.#picked() },
    });
    this.root = this.select;
  }

  update(people, current) {
    this.people = people;
    this.current = current;
    const options = people.map(({ id, first_name: name }) => {
      const waiting = id === current ? 0 : this.unread(id);
      return el("option", { value: id, text: waiting ? `${name} (${waiting})` : name });
    });
    options.push(el("option", { value: NEW, text: "+ New customer…" }));
    const before = [...this.select.options].map(({ text, value }) => text + value).join("|");
    if (before !== options.map(({ text, value }) => text + value).join("|"))
      this.select.replaceChildren(...options);
    this.select.value = String(current);
  }

  async #picked() {
    if (this.select.value !== NEW) return this.chosen(Number(this.select.value));
    this.select.value = String(this.current);
    const person = await this.#askForNew();
    if (!person) return undefined;
    this.added(person);
    this.chosen(person.id);
    return undefined;
  }

  async #askForNew() {
    const answer = await dialog({
      title: "New customer",
      testid: "new-customer",
      content: [
        el(
          "label",
          { class: "labelled" },
          el("span", { text: "First name" }),
          el("input", {
            name: "first_name",
            required: true,
            maxlength: 64,
            dir: "auto",
            autocomplete: "off",
            value: "Yacine",
          }),
        ),
        el(
          "label",
          { class: "labelled" },
          el("span", { text: "Language of their Telegram" }),
          named(languageSelect("new-language", "Language of their Telegram")),
        ),
      ],
      actions: [
        { label: "Cancel", value: "" },
        { label: "Add", value: "add", main: true },
      ],
    });
    if (answer.value !== "add") return null;
    const person = {
      id: Math.max(1002, ...this.people.map(({ id }) => id).filter((id) => id < MERCHANT)) + 1,
      first_name: answer.data.get("first_name"),
      language_code: answer.data.get("language_code"),
    };
    try {
      return await api.addPerson(person);
    } catch (error) {
      toast(error.message);
      return null;
    }
  }
}

function named(select) {
  select.name = "language_code";
  return select;
}

/** Change the language of a person's client, keeping everything else about them. */
export const speak = ({ id, first_name, username }, language) =>
  api.addPerson({ id, first_name, username, language_code: language });
