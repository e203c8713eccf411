// The live log: the latest requests that the shop made to both APIs, newest first.
import { el } from "./dom.js";
import { exactTimeOf, isoOf } from "./words.js";

const KEPT = 200;

export class RequestLog {
  constructor() {
    this.seen = new Map();
    this.waiting = new Map(); // n → a line that is drawn once somebody looks
    this.list = el("ol", { class: "requests", "aria-label": "Requests, newest first" });
    this.empty = el("p", { class: "nothing", text: "The shop has not asked for anything yet." });
    this.root = el("div", { class: "view" }, this.empty, this.list);
  }

  set(lines) {
    this.seen.clear();
    this.waiting.clear();
    this.list.replaceChildren();
    this.empty.hidden = lines.length > 0;
    for (const line of lines) this.add(line);
  }

  add(line) {
    if (line.method === "getUpdates" && !line.fault) return; // long polls say nothing, and there are many
    this.waiting.set(line.n, line);
    if (this.waiting.size > KEPT) this.waiting.delete(this.waiting.keys().next().value);
    if (!this.root.hidden) this.update();
  }

  /** Draws what came while nobody looked. */
  update() {
    for (const line of this.waiting.values()) this.#draw(line);
    this.waiting.clear();
  }

  #draw(line) {
    const known = this.seen.get(line.n);
    const node = lineOf(line);
    if (known) known.replaceWith(node);
    else this.list.prepend(node);
    this.seen.set(line.n, node);
    this.empty.hidden = true;
    while (this.list.children.length > KEPT) {
      this.seen.delete(Number(this.list.lastChild.dataset.n));
      this.list.lastChild.remove();
    }
  }
}

function lineOf({ n, api, method, at, params, status, fault }) {
  const bad = status === null || status >= 400;
  const chat = params?.chat_id;
  const detail = params && Object.keys(params).length > 0 ? JSON.stringify(params, null, 1) : "";
  return el(
    "li",
    { data: { n, api, method, ...(fault ? { fault } : {}) } },
    el(
      "details",
      {},
      el(
        "summary",
        {},
        el("time", { datetime: isoOf(at), text: exactTimeOf(at) }),
        el("span", { class: "api", title: api, text: api === "telegram" ? "TG" : "SUP" }),
        el("span", { class: "method", text: method }),
        el("span", { class: "about", text: chat ? `→ ${chat}` : (params?.id ?? "") }),
        fault ? el("span", { class: "tag odd", text: fault }) : null,
        el("span", { class: `tag ${bad ? "bad" : "good"}`, text: status ?? "no answer" }),
      ),
      detail
        ? el("pre", { dir: "ltr", text: detail })
        : el("p", { class: "nothing", text: "No parameters." }),
    ),
  );
}
