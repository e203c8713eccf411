// What a newcomer can do here, in a few steps.
import * as api from "./api.js";
import { el } from "./dom.js";
import { dialog, toast } from "./notices.js";

const STEPS = [
  [
    "Meet the shop",
    "In the customer's chat, press Start and look around: categories, products, prices in dinars.",
  ],
  [
    "Buy a card and pay for it",
    "Choose a card: with an empty wallet, the shop offers each way to pay. All four are on here, see below. The code arrives by itself, behind a spoiler, with a button that copies it.",
  ],
  [
    "Or fill the wallet first",
    "As the customer with /topup, or as the merchant: press Start there and send /credit 1001 20000. Then cards are bought with one press.",
  ],
  [
    "Be the merchant",
    "Karim's menu has it all: /receipts and /payments, /margin and /promo for prices, /ledger for the day's books, /refund.",
  ],
  [
    "Look behind",
    "The supplier's panel shows orders, payment links, what it cost, and every request that the shop made.",
  ],
  [
    "Make trouble",
    "Under Trouble, lose an answer or stop the supplier, and buy again. Nothing is bought twice, nothing is lost.",
  ],
];

const WAYS = [
  ["💳", "CIB / Edahabia", "A link to the payment page. Press Pay there, or Decline, or let the bank take its time."],
  ["⭐", "Telegram Stars", "Telegram's own bill. Press Pay and confirm: this payer has Stars in plenty."],
  ["💳", "Bank card", "The same bill in euros, paid with a test card. There is nothing to type."],
  [
    "🏦",
    "Transfer",
    "Send any picture as the receipt (📎), then any number. Karim gets both in his chat: as the merchant, press ✅.",
  ],
];

export async function showGuide() {
  const answer = await dialog({
    title: "A shop to play with",
    testid: "guide",
    wide: true,
    content: [
      el("p", {
        text: "Everything here runs on this machine: a Telegram, a supplier of gift cards, and between them the shop. No account, no real money, no real codes.",
      }),
      el(
        "ol",
        { class: "steps" },
        STEPS.map(([title, says]) => el("li", {}, el("strong", { text: title }), el("span", { text: says }))),
      ),
      el("h3", { text: "Four ways to pay" }),
      el(
        "ul",
        { class: "ways" },
        WAYS.map(([sign, title, says]) =>
          el(
            "li",
            {},
            el("i", { "aria-hidden": "true", text: sign }),
            el("strong", { text: title }),
            el("span", { text: says }),
          ),
        ),
      ),
    ],
    actions: [
      { label: "Start afresh…", value: "afresh" },
      { label: "Let’s go", value: "ok", main: true },
    ],
  });
  if (answer.value === "afresh") await startAfresh();
}

async function startAfresh() {
  const answer = await dialog({
    title: "Start afresh?",
    testid: "afresh",
    content: [
      el("p", { text: "Chats, orders, wallets and troubles are forgotten, and the shop starts anew." }),
    ],
    actions: [
      { label: "Cancel", value: "" },
      { label: "Start afresh", value: "yes", main: true },
    ],
  });
  if (answer.value !== "yes") return;
  try {
    await api.reset();
  } catch (error) {
    toast(error.message);
  }
}
