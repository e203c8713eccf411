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
    "Fill the wallet",
    "In the merchant's chat, press Start, then send /credit 1001 20000. The customer hears of it at once.",
  ],
  [
    "Buy a card",
    "Back with the customer: choose a card and press Buy. The code arrives behind a spoiler, with a button that copies it.",
  ],
  [
    "Look behind",
    "The supplier's panel shows the order, what it cost, and every request that the shop made.",
  ],
  [
    "Make trouble",
    "Under Trouble, lose an answer or stop the supplier, and buy again. Nothing is bought twice, nothing is lost.",
  ],
];

export async function showGuide() {
  const answer = await dialog({
    title: "A shop to play with",
    testid: "guide",
    content: [
      el("p", {
        text: "Everything here runs on this machine: a Telegram, a supplier of gift cards, and between them the shop. No account, no real money, no real codes.",
      }),
      el(
        "ol",
        { class: "steps" },
        STEPS.map(([title, says]) => el("li", {}, el("strong", { text: title }), el("span", { text: says }))),
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
