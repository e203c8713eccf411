// What lies over the page for a moment: toasts, alerts, questions. One dialog at a time.
import { directionOf } from "./direction.js";
import { el, find } from "./dom.js";

const TOAST_MS = 3200;

/** A short line that goes by itself. Screen readers hear it through the live region it is put into. */
export function toast(text, { near } = {}) {
  const place = near ?? find("#toasts");
  for (const old of place.querySelectorAll(":scope > .toast")) old.remove();
  const node = el("div", { class: "toast", data: { testid: "toast" }, dir: directionOf(text), text });
  place.append(node);
  setTimeout(() => {
    node.classList.add("leaving");
    setTimeout(() => node.remove(), 250);
  }, TOAST_MS);
}

/** Show `content` in a modal dialog; resolves with the value of the button that closed it, "" for Escape. */
export function dialog({ title, content = [], actions, testid, wide = false }) {
  return new Promise((resolve) => {
    const node = el("dialog", {
      class: wide ? "dialog wide" : "dialog",
      "aria-label": title ?? "Notice",
      data: { testid },
    });
    const form = el("form", { method: "dialog" });
    if (title) form.append(el("h2", { dir: "auto", text: title }));
    form.append(...content);
    const row = el("div", { class: "dialog-actions" });
    for (const { label, value, main } of actions) {
      row.append(
        el("button", {
          type: "submit",
          value,
          class: main ? "main" : "quiet",
          dir: "auto",
          text: label,
          formnovalidate: !main,
        }),
      );
    }
    form.append(row);
    node.append(form);
    node.addEventListener("close", () => {
      node.remove();
      resolve({ value: node.returnValue, data: new FormData(form) });
    });
    node.addEventListener("click", (event) => {
      if (event.target === node) node.close("");
    });
    document.body.append(node);
    node.showModal();
    row.querySelector(".main")?.focus();
    node.scrollTop = 0; // a long text is read from its beginning
  });
}

/** The alert of a callback answer: it stays until it is read. */
export const alert = (text) =>
  dialog({
    testid: "alert",
    content: [el("p", { class: "lines", dir: directionOf(text), text })],
    actions: [{ label: "OK", value: "ok", main: true }],
  });

/** Put `text` on the clipboard and say so. */
export async function copy(text, { near } = {}) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied", { near });
  } catch {
    toast("The browser did not allow copying", { near });
  }
}
