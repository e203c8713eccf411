// The supplier's panel: its wallet above, and one of five views below. Each view lives in a module of its own.
import * as api from "./api.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { OrdersView } from "./orders.js";
import { PaymentsView } from "./payments.js";
import { RequestLog } from "./requests.js";
import { ShelvesView } from "./shelves.js";
import { TroubleView } from "./trouble_view.js";
import { dinars } from "./words.js";

const REFRESH_MS = 120;

export class SupplierPanel {
  /** `now()` gives { faults, modes, customer, people }, for the troubles. */
  constructor({ now }) {
    this.views = {
      orders: { title: "Orders", view: new OrdersView() },
      payments: { title: "Payments", view: new PaymentsView() },
      trouble: { title: "Trouble", view: new TroubleView({ now }) },
      shelves: { title: "Shelves", view: new ShelvesView() },
      requests: { title: "Requests", view: new RequestLog() },
    };
    this.balance = el("strong", { class: "balance", data: { testid: "supplier-balance" } });
    this.summary = el("span", { class: "summary" });
    this.tabs = el(
      "div",
      { class: "views", role: "tablist", "aria-label": "The supplier" },
      Object.entries(this.views).map(([name, { title }]) => this.#tab(name, title)),
    );
    this.root = el(
      "section",
      { class: "supplier", "aria-label": "The supplier", data: { testid: "supplier" } },
      el(
        "header",
        { class: "wallet" },
        el("span", { class: "avatar", "aria-hidden": "true" }, icon("wallet")),
        el(
          "div",
          { class: "who" },
          el("span", { class: "small", text: "The shop's balance at the supplier" }),
          this.balance,
        ),
        this.summary,
      ),
      this.tabs,
      ...Object.entries(this.views).map(([name, { title, view }]) => {
        view.root.id = `view-${name}`;
        view.root.dataset.testid = `view-${name}`;
        view.root.setAttribute("role", "tabpanel");
        view.root.setAttribute("aria-label", title);
        return view.root;
      }),
    );
    this.show("orders");
  }

  show(name) {
    for (const tab of this.tabs.children) {
      const chosen = tab.dataset.view === name;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    }
    for (const [other, { view }] of Object.entries(this.views)) view.root.hidden = other !== name;
    this.shown = this.views[name].view;
    this.#draw();
  }

  /** `supplier`: what the demo says of it. */
  update(supplier) {
    if (supplier.balance === undefined) return;
    this.balance.textContent = dinars(supplier.balance);
    const open = supplier.orders.filter((order) => order.status === "HANDLING").length;
    this.summary.textContent = open ? `${open} in hand` : "";
    this.known = supplier;
    this.#draw();
  }

  troublesChanged() {
    if (this.shown === this.views.trouble.view) this.#draw();
  }

  // The views that nobody looks at are drawn when they are shown: the shelves alone are hundreds of fields.
  #draw() {
    if (this.known) this.shown.update(this.known);
  }

  /** Something changed at the supplier; many hints at once ask only once. */
  refresh(done) {
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      try {
        const supplier = await api.supplier();
        this.update(supplier);
        done(supplier);
      } catch {
        // The next event, or the page's reconnection, asks again.
      }
    }, REFRESH_MS);
  }

  addRequest(line) {
    this.views.requests.view.add(line);
  }

  setRequests(lines) {
    this.views.requests.view.set(lines);
  }

  #tab(name, title) {
    return el("button", {
      type: "button",
      role: "tab",
      "aria-controls": `view-${name}`,
      data: { view: name, testid: `supplier-${name}` },
      text: title,
      on: { click: () => this.show(name), keydown: (event) => this.#tabKey(event, name) },
    });
  }

  #tabKey(event, name) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const names = Object.keys(this.views);
    const next = names[(names.indexOf(name) + step + names.length) % names.length];
    this.show(next);
    this.tabs.querySelector(`[data-view="${next}"]`).focus();
  }
}
