// The dialog in which a person pays an invoice, with Stars or a test card, what comes of it, and the receipt afterwards.
import * as api from "./api.js";
import { el } from "./dom.js";
import { showWaiting } from "./keyboard.js";
import { alert, dialog } from "./notices.js";
import { total } from "./words.js";

const STARS = "XTR";

/** Ask the person, then the bot, and say what came of it when nothing was paid. `key` waits meanwhile. */
export async function payInvoice(user, message, shop, key) {
  const { currency, total_amount: amount, title, description } = message.invoice;
  const worded = total(currency, amount);
  const answer = await dialog({
    title: "Confirm your purchase",
    testid: "pay",
    content: [
      el("p", { class: "price", text: worded }),
      el(
        "p",
        {},
        "Do you want to buy ",
        el("bdi", {}, el("strong", { text: title })),
        " from ",
        el("bdi", {}, el("strong", { text: shop })),
        "?",
      ),
      el("p", { class: "lines", dir: "auto", text: description }),
      el("p", {
        class: "note",
        text:
          currency === STARS
            ? "The demo's payer has Stars in plenty: no real money moves."
            : "Paid with the demo's test card: nothing to type, and no real money moves.",
      }),
    ],
    actions: [
      { label: "Cancel", value: "" },
      { label: `Pay ${worded}`, value: "pay", main: true },
    ],
  });
  if (answer.value !== "pay") return;
  showWaiting(key, true);
  try {
    const paid = await api.pay(user, message.message_id);
    if (paid.status === "refused") alert(paid.error_message);
    if (paid.status === "timeout")
      alert("The shop did not answer within 10 seconds, so the payment was dropped. Nothing was paid.");
  } catch (error) {
    alert(error.message);
  } finally {
    showWaiting(key, false);
  }
}

export function showReceipt(message, shop) {
  const { currency, total_amount: amount, title, description } = message.invoice;
  return dialog({
    title: "Receipt",
    testid: "paid",
    content: [
      el("p", { class: "price", text: total(currency, amount) }),
      el("p", {}, el("bdi", {}, el("strong", { text: title })), " · ", el("bdi", { text: shop })),
      el("p", { class: "lines", dir: "auto", text: description }),
    ],
    actions: [{ label: "Close", value: "", main: true }],
  });
}
