// What the supplier sells: stock and wholesale price of every type, changed where they stand.
import * as api from "./api.js";
import { el } from "./dom.js";
import { toast } from "./notices.js";
import { plural } from "./words.js";

export class ShelvesView {
  constructor() {
    this.refreshers = new Map();
    this.shape = null;
    this.shelves = el("div", { class: "shelves" });
    this.search = el("input", {
      type: "search",
      class: "search",
      placeholder: "Find a product",
      "aria-label": "Find a product",
      on: { input: () => this.#filter() },
    });
    this.root = el("div", { class: "view" }, this.search, this.shelves);
  }

  update({ categories }) {
    // Built once; later only numbers change, so that nobody's typing is disturbed.
    const shape = JSON.stringify(
      categories.map(({ products }) => products.map(({ id, types }) => [id, types.map((one) => one.id)])),
    );
    if (shape !== this.shape) {
      this.shape = shape;
      this.refreshers.clear();
      this.shelves.replaceChildren(...categories.map((category) => this.#category(category)));
    }
    for (const type of categories.flatMap(({ products }) => products.flatMap(({ types }) => types)))
      this.refreshers.get(type.id)(type);
  }

  #category(category) {
    return el(
      "details",
      { class: "fold shelf" },
      el(
        "summary",
        {},
        el("bdi", { text: category.title }),
        el("small", { text: plural(category.products.length, "product") }),
      ),
      category.products.map((product) => this.#product(product)),
    );
  }

  #product(product) {
    return el(
      "div",
      { class: "product", data: { search: product.title.toLowerCase() } },
      el(
        "div",
        { class: "product-head" },
        el("strong", { dir: "auto", text: product.title }),
      ),
      el(
        "div",
        { class: "types" },
        el(
          "div",
          { class: "type heads", "aria-hidden": "true" },
          ["Type", "Price, DA", "Stock", ""].map((text) => el("span", { text })),
        ),
        product.types.map((type) => this.#type(product, type)),
      ),
    );
  }

  #type(product, type) {
    const field = (name, label, step) => {
      const input = el("input", {
        type: "number",
        min: 0,
        step,
        inputmode: "decimal",
        "aria-label": `${label} of ${product.title} ${type.name}`,
        data: { testid: `${name}-${type.id}` },
      });
      input.addEventListener("change", () => {
        if (input.value !== "" && input.checkValidity())
          change(api.changeType(type.id, { [name]: Number(input.value) }));
      });
      return input;
    };
    const price = field("price", "Price", "0.01");
    const stock = field("stock", "Stock", "1");
    const quick = (text, label, wanted) =>
      el("button", {
        type: "button",
        class: "pill",
        text,
        "aria-label": label,
        title: label,
        on: { click: () => change(api.changeType(type.id, wanted())) },
      });
    const row = el(
      "div",
      { class: "type" },
      el("span", { class: "type-name", dir: "auto", text: type.name }),
      price,
      stock,
      el(
        "span",
        { class: "quick" },
        quick("+10 %", "Dearer by 10 %", () => ({ price: Math.round(Number(price.value) * 110) / 100 })),
        quick("→ 0", "Sold out", () => ({ stock: 0 })),
      ),
    );
    this.refreshers.set(type.id, (fresh) => {
      if (document.activeElement !== price) price.value = fresh.price;
      if (document.activeElement !== stock) stock.value = fresh.stock;
      row.classList.toggle("sold-out", fresh.stock === 0 || fresh.price === 0);
    });
    return row;
  }

  #filter() {
    const wanted = this.search.value.trim().toLowerCase();
    for (const shelf of this.shelves.children) {
      let found = 0;
      for (const product of shelf.querySelectorAll(".product")) {
        product.hidden = !product.dataset.search.includes(wanted);
        if (!product.hidden) found += 1;
      }
      shelf.hidden = found === 0;
      shelf.open = wanted !== "" && found > 0;
    }
  }
}

const change = (request) => request.catch((error) => toast(error.message));
