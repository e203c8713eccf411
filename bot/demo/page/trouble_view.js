// The view in which trouble is made: a choice for each mode of the supplier, a switch for each rehearsal.
import * as api from "./api.js";
import { el } from "./dom.js";
import { toast } from "./notices.js";
import { CHOICES, GROUPS, isOn, turn } from "./troubles.js";

export class TroubleView {
  constructor({ now }) {
    this.now = now;
    this.refreshers = [];
    this.root = el(
      "div",
      { class: "view troubles" },
      el("p", {
        class: "lead",
        text: "One tap makes the trouble, another ends it. What is on stands at the top of the page.",
      }),
      el(
        "section",
        { class: "group" },
        el("h3", { text: "How the supplier carries orders out" }),
        CHOICES.map((choice) => this.#choice(choice)),
      ),
      GROUPS.map(({ title, troubles }) =>
        el(
          "section",
          { class: "group" },
          el("h3", { text: title }),
          troubles.map((trouble) => this.#switch(trouble)),
        ),
      ),
    );
  }

  update() {
    for (const refresh of this.refreshers) refresh(this.now());
  }

  #choice({ mode, title, says, options }) {
    const buttons = options.map(({ value, label }) =>
      el("button", {
        type: "button",
        text: label,
        data: { testid: `mode-${mode}-${value}` },
        on: { click: () => act(api.changeMode({ [mode]: value })) },
      }),
    );
    this.refreshers.push(({ modes }) => {
      for (const [at, node] of buttons.entries())
        node.setAttribute("aria-pressed", String(modes[mode] === options[at].value));
    });
    return el(
      "div",
      { class: "choice" },
      el("strong", { text: title }),
      el("p", { text: says }),
      el("div", { class: "segments", role: "group", "aria-label": title }, buttons),
    );
  }

  #switch(trouble) {
    const title = el("strong", { text: trouble.title });
    const node = el(
      "button",
      {
        type: "button",
        role: "switch",
        class: "trouble",
        data: { testid: `trouble-${trouble.id}` },
        on: { click: () => act(turn(trouble, node.getAttribute("aria-checked") !== "true", this.now())) },
      },
      el("span", { class: "words" }, title, el("span", { class: "says", text: trouble.says })),
      el("span", { class: "knob", "aria-hidden": "true" }),
    );
    this.refreshers.push((now) => {
      node.setAttribute("aria-checked", String(isOn(trouble, now)));
      if (trouble.person) title.textContent = `${now.customer?.first_name ?? "The customer"} blocks the bot`;
    });
    return node;
  }
}

const act = (request) => request.catch((error) => toast(error.message));
