// The supplier's orders, newest first, and its ledger. The codes on the cards are never shown here.
import * as api from "./api.js";
import { el } from "./dom.js";
import { toast } from "./notices.js";
import { dinars, exactTimeOf, isoOf, plural } from "./words.js";

const STATUS = {
  HANDLING: { label: "Handling", tone: "busy" },
  FULFILLED: { label: "Fulfilled", tone: "good" },
  PARTIALLY_FILLED: { label: "Partly filled", tone: "odd" },
  REFUNDED: { label: "Refunded", tone: "bad" },
};
const BY_HAND = [
  ["fulfilled", "Deliver"],
  ["partial", "Half"],
  ["refunded", "Refund"],
];

export class OrdersView {
  constructor() {
    this.nodes = new Map();
    this.list = el("ol", { class: "orders", "aria-live": "polite" });
    this.empty = el("p", {
      class: "nothing",
      text: "No orders yet. They appear here the moment the shop places one.",
    });
    this.ledger = el("ol", { class: "ledger" });
    this.root = el(
      "div",
      { class: "view" },
      this.empty,
      this.list,
      el("details", { class: "fold" }, el("summary", { text: "Wallet entries" }), this.ledger),
    );
  }

  update({ orders, transactions }) {
    this.empty.hidden = orders.length > 0;
    const wanted = orders.map((order) => this.#node(order));
    if (
      wanted.some((node, at) => this.list.children[at] !== node) ||
      this.list.children.length !== wanted.length
    )
      this.list.replaceChildren(...wanted);
    const kept = new Set(orders.map(({ id }) => id));
    for (const id of this.nodes.keys()) if (!kept.has(id)) this.nodes.delete(id);
    this.ledger.replaceChildren(...transactions.map(entry));
  }

  #node(order) {
    const seen = JSON.stringify(order);
    const known = this.nodes.get(order.id);
    if (known?.seen === seen) return known.node;
    const node = orderItem(order);
    this.nodes.set(order.id, { seen, node });
    return node;
  }
}

function orderItem(order) {
  const status = STATUS[order.status] ?? { label: order.status, tone: "odd" };
  const facts = [
    plural(order.quantity, "card"),
    order.cards.length > 0 ? `${plural(order.cards.length, "code")} hidden` : null,
    order.sandbox ? "sandbox key" : null,
  ].filter(Boolean);
  return el(
    "li",
    { class: "order", data: { testid: `supplier-order-${order.id}`, status: order.status } },
    el(
      "div",
      { class: "order-head" },
      el("strong", {}, el("bdi", { text: order.product_title }), " · ", el("bdi", { text: order.type_name })),
      el("span", { class: `tag ${status.tone}`, text: status.label }),
    ),
    el(
      "div",
      { class: "order-facts" },
      el("span", { text: facts.join(" · ") }),
      el("span", {
        class: "money",
        text: order.refunded
          ? `${dinars(order.charged)}, ${dinars(order.refunded)} back`
          : dinars(order.charged),
      }),
    ),
    el(
      "div",
      { class: "order-ids" },
      el("time", { datetime: isoOf(order.time), text: exactTimeOf(order.time) }),
      el("code", { title: "The supplier's order id", text: order.id }),
      order.ref ? el("code", { class: "ref", title: "The shop's ref", text: order.ref }) : null,
    ),
    order.status === "HANDLING"
      ? el(
          "div",
          { class: "by-hand" },
          el("span", { text: "End it now:" }),
          BY_HAND.map(([outcome, label]) => settleButton(order, outcome, label)),
        )
      : null,
  );
}

const settleButton = (order, outcome, label) =>
  el("button", {
    type: "button",
    class: "pill",
    text: label,
    on: { click: () => api.settle(order.id, outcome).catch((error) => toast(error.message)) },
  });

const entry = (line) =>
  el(
    "li",
    {},
    el("time", { datetime: isoOf(line.time), text: exactTimeOf(line.time) }),
    el("span", { class: "what" }, el("b", { text: line.type }), line.note ? ` ${line.note}` : ""),
    el("span", {
      class: line.newBalance < line.oldBalance ? "money out" : "money in",
      text: `${line.newBalance < line.oldBalance ? "−" : "+"}${dinars(line.amount)}`,
    }),
  );
