// Payment links at the supplier, newest first: what became of each, its page, and ending it by hand.
import * as api from "./api.js";
import { el } from "./dom.js";
import { toast } from "./notices.js";
import { dinars, exactTimeOf, isoOf } from "./words.js";

const STATUS = {
  PENDING: { label: "Open", tone: "busy" },
  CONFIRMED: { label: "Paid", tone: "good" },
  FAILED: { label: "Failed", tone: "bad" },
};
const BY_HAND = [
  ["confirm", "Confirm"],
  ["fail", "Fail"],
  ["late", "Pay late"],
];

export class PaymentsView {
  constructor() {
    this.list = el("ol", { class: "orders", "aria-live": "polite" });
    this.empty = el("p", {
      class: "nothing",
      text: "No payment links yet. They appear here when a customer pays by card.",
    });
    this.root = el("div", { class: "view" }, this.empty, this.list);
  }

  update({ payments = [] }) {
    const seen = JSON.stringify(payments);
    if (seen === this.seen) return;
    this.seen = seen;
    this.empty.hidden = payments.length > 0;
    this.list.replaceChildren(...payments.map(item));
  }
}

function item(payment) {
  const waits = payment.status === "PENDING" && payment.begun;
  const status = waits ? { label: "Bank is slow", tone: "odd" } : STATUS[payment.status];
  const facts = [
    payment.sandbox ? "sandbox key" : null,
    waits && payment.due ? `confirms at ${exactTimeOf(payment.due)}` : null,
    payment.status === "PENDING" && !payment.begun ? `ends at ${exactTimeOf(payment.ends)}` : null,
    payment.finished_at ? `since ${exactTimeOf(payment.finished_at)}` : null,
  ].filter(Boolean);
  const choices = BY_HAND.filter(
    ([outcome]) =>
      (payment.status === "PENDING" && !(waits && outcome === "late")) ||
      (payment.status === "FAILED" && outcome === "confirm"),
  );
  return el(
    "li",
    { class: "order", data: { testid: `supplier-payment-${payment.ref}`, status: payment.status } },
    el(
      "div",
      { class: "order-head" },
      el("strong", {}, el("bdi", { text: payment.title })),
      el("span", { class: `tag ${status.tone}`, text: status.label }),
    ),
    el(
      "div",
      { class: "order-facts" },
      el("span", { text: facts.join(" · ") }),
      el("span", { class: "money", text: dinars(payment.amount) }),
    ),
    el(
      "div",
      { class: "order-ids" },
      el("time", { datetime: isoOf(payment.time), text: exactTimeOf(payment.time) }),
      el("a", { href: payment.path, target: "_blank", rel: "noopener" }, el("code", { text: payment.ref })),
    ),
    choices.length
      ? el(
          "div",
          { class: "by-hand" },
          el("span", { text: payment.status === "FAILED" ? "After all:" : "By hand:" }),
          choices.map(([outcome, label]) => settleButton(payment, outcome, label)),
        )
      : null,
  );
}

const settleButton = (payment, outcome, label) =>
  el("button", {
    type: "button",
    class: "pill",
    text: label,
    on: { click: () => api.settlePayment(payment.ref, outcome).catch((error) => toast(error.message)) },
  });
