// The dialog in which a person pays an invoice with Stars, and what comes of it.
import * as api from "./api.js";
import { el } from "./dom.js";
import { alert, dialog } from "./notices.js";
import { total } from "./words.js";

/** Ask the person, then the bot, and say what came of it when nothing was paid. */
export async function payInvoice(user, message, shop) {
  const worded = total(message.invoice.currency, message.invoice.total_amount);
  const answer = await dialog({
    title: "Confirm your purchase",
    testid: "pay",
    content: [
      el("p", { class: "price", text: worded }),
      el(
        "p",
        {},
        "Do you want to buy ",
        el("bdi", {}, el("strong", { text: message.invoice.title })),
        " from ",
        el("bdi", {}, el("strong", { text: shop })),
        "?",
      ),
      el("p", { class: "note", text: "The demo's payer has plenty: no real money moves." }),
    ],
    actions: [
      { label: "Cancel", value: "" },
      { label: `Pay ${worded}`, value: "pay", main: true },
    ],
  });
  if (answer.value !== "pay") return;
  try {
    const paid = await api.pay(user, message.message_id);
    if (paid.status === "refused") alert(paid.error_message);
    if (paid.status === "timeout") alert("The shop did not answer in time. Nothing was paid.");
  } catch (error) {
    alert(error.message);
  }
}
