// The page put together: loads what is, follows what happens, and hands each event to who shows it.
import * as api from "./api.js";
import { Chat } from "./chat.js";
import { Chips } from "./chips.js";
import { find } from "./dom.js";
import { prepareDust } from "./dust.js";
import { showGuide } from "./guide.js";
import { MERCHANT, People, languageSelect, speak } from "./people.js";
import { Stream } from "./stream.js";
import { SupplierPanel } from "./supplier.js";
import { toast } from "./notices.js";
import { Tabs } from "./tabs.js";

const FIRST_CUSTOMER = 1001;
const BOT_SETTLES_MS = 150;
const asked = new URLSearchParams(location.search);

class Page {
  constructor() {
    this.chats = new Map();
    this.unseen = new Map();
    this.people = [];
    this.customer = Number(asked.get("user")) || FIRST_CUSTOMER;
    this.payload = asked.get("start");
    this.faults = [];
    this.modes = {};
    this.tabs = new Tabs({ changed: () => this.#visibility() });
    this.supplier = new SupplierPanel({ now: () => this.#now() });
    find("#panel-supplier").append(this.supplier.root);
    this.switcher = new People({
      chosen: (id) => this.showCustomer(id),
      // The event that tells of somebody new may come later than the answer to adding them.
      added: (person) => this.#personIs(person),
      unread: (id) => this.#unreadOf(id),
    });
    this.languages = new Map();
    this.chips = new Chips(find("#chips"));
    this.stream = new Stream({
      event: (event) => this.#take(event),
      reload: () => this.#reload(),
      connection: (up) => this.#connection(up),
    });
    find("#guide").addEventListener("click", showGuide);
    document.addEventListener("visibilitychange", () => this.#visibility());
  }

  async open() {
    try {
      this.stream.follow(await this.#load());
    } catch {
      this.#connection(false);
      setTimeout(() => this.open(), 1000);
    }
  }

  /** Everything as the demo has it now. Gives the number of the last event that is in it. */
  async #load() {
    const state = await api.state();
    this.people = state.users;
    this.bot = state.bot;
    this.faults = state.faults;
    this.unseen.clear();
    if (!this.people.some(({ id }) => id === this.customer)) this.customer = FIRST_CUSTOMER;
    this.#supplierIs(state.supplier);
    this.#shopIs(state.shop);
    for (const chat of this.chats.values()) {
      chat.setBot(this.bot);
      const person = this.#person(chat.person.id);
      if (person) chat.setPerson(person);
      else this.#forget(chat);
    }
    await Promise.all([...this.chats.values()].map((chat) => chat.load()));
    await Promise.all([this.showCustomer(this.customer), this.#show(MERCHANT, "merchant")]);
    this.supplier.setRequests(await api.requests(0));
    return state.seq;
  }

  // The stream goes on meanwhile; what it tells twice is told twice harmlessly.
  async #reload() {
    try {
      await this.#load();
    } catch {
      setTimeout(() => this.#reload(), 1000);
    }
  }

  async showCustomer(id) {
    this.customer = id;
    await this.#show(id, "customer");
    this.#peopleChanged();
    this.#visibility();
    this.#troubles();
    if (this.payload !== null) this.chats.get(id).offerStart(this.payload);
    this.payload = null;
  }

  /** Put a person's chat into a panel; a chat once opened stays loaded behind the others. */
  async #show(id, panel) {
    const place = find(`#panel-${panel}`);
    let chat = this.chats.get(id);
    if (!chat) {
      chat = new Chat(this.#person(id), this.bot, { changed: () => this.#unread() });
      this.chats.set(id, chat);
      this.#dress(chat);
      place.append(chat.root);
      await chat.load();
    }
    for (const other of place.querySelectorAll(":scope > .chat")) other.hidden = other !== chat.root;
    if (this.unseen.delete(id)) this.#unread();
    this.#visibility();
  }

  // Who is speaking, and in which language, stands in the chat's head.
  #dress(chat) {
    const { id } = chat.person;
    const language = languageSelect(`language-${id}`, "Language of this person's Telegram");
    language.value = chat.person.language_code ?? "en";
    language.addEventListener("change", async () => {
      try {
        await speak(this.#person(id), language.value);
      } catch (error) {
        toast(error.message);
      }
    });
    this.languages.set(id, language);
    chat.head.append(language);
  }

  #forget(chat) {
    chat.root.remove();
    this.chats.delete(chat.person.id);
  }

  #take(event) {
    const chat = this.chats.get(event.chat_id ?? event.user_id);
    switch (event.type) {
      case "message":
        if (chat) chat.add(event.message);
        else this.#unseenMessage(event.chat_id);
        break;
      case "edit":
        chat?.edit(event.message);
        break;
      case "delete":
        for (const id of event.message_ids ?? [event.message_id]) chat?.remove(id);
        break;
      case "toast":
        chat?.answer(event);
        break;
      case "typing":
        chat?.typing();
        break;
      case "commands":
        this.#botChanged();
        break;
      case "user":
        this.#personIs(event.user);
        break;
      case "supplier":
        this.supplier.refresh((supplier) => this.#supplierIs(supplier));
        break;
      case "request":
        this.supplier.addRequest(event);
        break;
      case "faults":
        this.faults = event.rules;
        this.#troubles();
        break;
      case "shop":
        this.#shopIs(event.state);
        break;
      default:
    }
  }

  // Commands, name or descriptions: at its start the bot sets many of them at once.
  #botChanged() {
    clearTimeout(this.botTimer);
    this.botTimer = setTimeout(async () => {
      try {
        this.bot = (await api.state()).bot;
        for (const chat of this.chats.values()) chat.setBot(this.bot);
        await Promise.all([...this.chats.values()].map((chat) => chat.loadCommands()));
      } catch {
        // The page's reconnection loads everything again.
      }
    }, BOT_SETTLES_MS);
  }

  #person(id) {
    return this.people.find((person) => person.id === id);
  }

  #personIs(person) {
    const at = this.people.findIndex(({ id }) => id === person.id);
    if (at < 0) this.people.push(person);
    else this.people[at] = person;
    const chat = this.chats.get(person.id);
    chat?.setPerson(person);
    chat?.setBot(this.bot);
    chat?.loadCommands().catch(() => {});
    const language = this.languages.get(person.id);
    if (language && person.language_code) language.value = person.language_code;
    this.#peopleChanged();
    this.#troubles();
  }

  #supplierIs(supplier) {
    this.supplier.update(supplier);
    this.modes = supplier.modes ?? {};
    this.#troubles();
  }

  #shopIs(state) {
    const sign = find("#shop");
    sign.hidden = !state; // nobody watches a shop here
    sign.dataset.state = state;
    sign.querySelector(".sign-text").textContent = state === "up" ? "Shop open" : "Shop stopped";
  }

  #now() {
    return {
      faults: this.faults,
      modes: this.modes,
      customer: this.#person(this.customer),
      people: this.people,
    };
  }

  #troubles() {
    this.supplier.troublesChanged();
    this.chips.update(this.#now());
  }

  #connection(up) {
    find("#lost").hidden = up;
  }

  #unseenMessage(id) {
    this.unseen.set(id, this.#unreadOf(id) + 1);
    this.#unread();
  }

  #unreadOf(id) {
    return this.chats.get(id)?.history.unread ?? this.unseen.get(id) ?? 0;
  }

  #visibility() {
    for (const [id, chat] of this.chats) {
      const panel = id === MERCHANT ? "merchant" : "customer";
      chat.history.setVisible(!document.hidden && !chat.root.hidden && this.tabs.isVisible(panel));
    }
  }

  #peopleChanged() {
    this.switcher.update(
      this.people.filter(({ id }) => id !== MERCHANT),
      this.customer,
    );
    const chat = this.chats.get(this.customer);
    if (chat && this.switcher.root.parentElement !== chat.head)
      chat.head.insertBefore(this.switcher.root, this.languages.get(this.customer));
  }

  #unread() {
    const merchant = this.#unreadOf(MERCHANT);
    const customers = this.people
      .filter(({ id }) => id !== MERCHANT)
      .reduce((sum, { id }) => sum + this.#unreadOf(id), 0);
    this.tabs.badge("customer", customers);
    this.tabs.badge("merchant", merchant);
    document.title = merchant + customers > 0 ? `(${merchant + customers}) Hanout demo` : "Hanout demo";
    if (this.switcher.people) this.#peopleChanged();
  }
}

prepareDust();
new Page().open();
