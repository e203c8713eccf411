// The troubles that can be rehearsed, each with a sentence on what it tries: data, and how to turn one on and off.
// A fault is a rule about requests, a mode is how the supplier behaves, "person" is a person's own doing.
import * as api from "./api.js";

export const NORMAL = {
  fulfil_seconds: 4,
  outcome: "fulfilled",
  ref: "ignore",
  cards: "ok",
  list_delay_seconds: 0,
  deposits: "named",
  stopped: false,
  no_balance: false,
};

/** How the supplier carries orders out: one choice of several for each mode. */
export const CHOICES = [
  {
    mode: "fulfil_seconds",
    title: "Time to fulfil",
    says: "From accepting an order to its cards.",
    options: [
      { value: 0, label: "At once" },
      { value: 4, label: "4 s" },
      { value: 20, label: "20 s", chip: "Fulfils in 20 s" },
      { value: 120, label: "2 min", chip: "Fulfils in 2 min" },
      { value: null, label: "By hand", chip: "Fulfils by hand" },
    ],
  },
  {
    mode: "outcome",
    title: "How orders end",
    says: "The customer must get back exactly what was not delivered.",
    options: [
      { value: "fulfilled", label: "All cards" },
      { value: "partial", label: "Half", chip: "Half of the cards" },
      { value: "refunded", label: "Refunded", chip: "Orders are refunded" },
    ],
  },
  {
    mode: "cards",
    title: "Cards in the answer",
    says: "Cards that do not add up are held for a person, not handed out.",
    options: [
      { value: "ok", label: "Right" },
      { value: "missing", label: "One missing", chip: "A card is missing" },
      { value: "empty_value", label: "One empty", chip: "A card is empty" },
      { value: "extra", label: "One too many", chip: "A card too many" },
    ],
  },
  {
    mode: "ref",
    title: "The shop's own reference",
    says: "What the supplier does with the ref of an order; the shop may not rely on it.",
    options: [
      { value: "ignore", label: "Ignored" },
      { value: "echo", label: "Echoed", chip: "Ref comes back" },
      { value: "prefix", label: "Prefixed", chip: "Ref comes back prefixed" },
      { value: "reject", label: "Rejected", chip: "Ref is rejected" },
      { value: "reject_unnamed", label: "Rejected without a word about it", chip: "Ref is rejected, unnamed" },
      { value: "duplicate", label: "Duplicated", chip: "Accepted, then “duplicate”" },
    ],
  },
  {
    mode: "list_delay_seconds",
    title: "Orders show up in the list",
    says: "An order that is not listed yet is no proof that it was not accepted.",
    options: [
      { value: 0, label: "At once" },
      { value: 30, label: "30 s late", chip: "Listed 30 s late" },
      { value: 120, label: "2 min late", chip: "Listed 2 min late" },
    ],
  },
  {
    mode: "deposits",
    title: "Card payments in the account",
    says: "How what customers paid on the payment page shows in the merchant's balance; the books must find it.",
    options: [
      { value: "named", label: "By link" },
      { value: "nameless", label: "Nameless", chip: "Deposits are nameless" },
      { value: "received", label: "Received", chip: "Deposits are “received”" },
      { value: "less_fee", label: "Less a fee", chip: "Deposits less a fee" },
      { value: "withheld", label: "Withheld", chip: "Deposits are withheld" },
    ],
  },
];

// What a rule does not name is as the demo has it: before the request is carried out, status 500, once.
const place = { api: "supplier", method: "placeOrder" };
const taken = { ...place, when: "after" };
const anySupplier = { api: "supplier", method: "*", times: null };
const anyTelegram = { api: "telegram", method: "*", times: null };

/** The switches, by who is in trouble; a rule with `times` ends by itself. `chip`: what it is called out of its group. */
export const GROUPS = [
  {
    title: "The supplier answers badly",
    troubles: [
      {
        id: "lost-answer",
        title: "Lose the answer to an order",
        says: "The next order is accepted and charged, but its answer is lost. The shop must find it, never order twice.",
        rule: { ...taken, action: "drop" },
      },
      {
        id: "accepted-500",
        title: "Accepted, then error 500",
        says: "The next order is accepted, yet the answer says it failed.",
        rule: taken,
      },
      {
        id: "garbage",
        title: "An answer cut off",
        says: "The next order is accepted; its answer stops in the middle.",
        rule: { ...taken, action: "garbage" },
      },
      {
        id: "refused-500",
        chip: "Order fails with 500",
        title: "Not accepted, error 500",
        says: "The next order fails before it is accepted. Nothing is charged; the shop cannot know that.",
        rule: place,
      },
      {
        id: "slow-down",
        chip: "Supplier 429, wait 10 s",
        title: "Too many requests, wait 10 s",
        says: "The next three requests get 429 with Retry-After.",
        rule: { ...anySupplier, status: 429, code: "RATE_LIMIT_EXCEEDED", retry_after: 10, times: 3 },
      },
      {
        id: "slow-down-bare",
        chip: "Supplier 429, no hint",
        title: "Too many requests, no hint",
        says: "The next three requests get 429 without a word on how long to wait.",
        rule: { ...anySupplier, status: 429, code: "RATE_LIMIT_EXCEEDED", times: 3 },
      },
      {
        id: "supplier-500",
        chip: "Supplier error 500",
        title: "Error 500 to everything",
        says: "Every request fails until this is taken away. The shop goes on with what it knows.",
        rule: anySupplier,
      },
      {
        id: "supplier-html",
        chip: "Supplier behind a proxy’s page",
        title: "A proxy's page instead of JSON",
        says: "Every request is answered 502 with HTML.",
        rule: { ...anySupplier, action: "html" },
      },
      {
        id: "supplier-slow",
        chip: "Supplier takes 10 s",
        title: "Every answer takes 10 s",
        says: "One customer's slow purchase must not delay another's browsing.",
        rule: { ...anySupplier, action: "hang", seconds: 10 },
      },
    ],
  },
  {
    title: "The supplier's state",
    troubles: [
      {
        id: "no-balance",
        title: "No balance at the supplier",
        says: "Orders are refused as if the merchant's money there had run out.",
        modes: { no_balance: true },
      },
      {
        id: "stopped",
        chip: "Supplier stopped",
        title: "Stopped",
        says: "The supplier answers 503 to everything. Paid orders wait, customers keep browsing.",
        modes: { stopped: true },
      },
    ],
  },
  {
    title: "Telegram",
    troubles: [
      {
        id: "telegram-429",
        chip: "Telegram 429, wait 5 s",
        title: "Too many messages, wait 5 s",
        says: "The next three messages get 429. They must arrive later, none lost.",
        rule: { api: "telegram", method: "send*", status: 429, retry_after: 5, times: 3 },
      },
      {
        id: "telegram-outage",
        chip: "Telegram outage",
        title: "Outage",
        says: "Telegram answers 502 to everything. When it is back, every code must arrive.",
        rule: { ...anyTelegram, status: 502 },
      },
      {
        id: "telegram-refuses",
        chip: "Telegram refuses buttons",
        title: "Refuse messages with buttons",
        says: "Messages with buttons get 400. The codes must come all the same, without theirs.",
        rule: {
          api: "telegram",
          method: "sendMessage",
          status: 400,
          reason: "BUTTON_COPY_TEXT_INVALID",
          having: "reply_markup",
          times: null,
        },
      },
      {
        id: "telegram-lost",
        chip: "Lose the answer to a message",
        title: "Lose the answer to a message",
        says: "The next message arrives, but the shop does not hear so. It may come twice; it may not be lost.",
        rule: { api: "telegram", method: "sendMessage", when: "after", action: "drop" },
      },
      {
        id: "blocked",
        title: "The customer blocks the bot",
        says: "Messages to this customer are refused with 403 and must wait until they are back.",
        person: true,
      },
    ],
  },
  {
    title: "The shop",
    troubles: [
      {
        id: "kill",
        title: "Kill the shop as it orders",
        says: "kill -9 as the next order is accepted, before its answer. The shop must pick everything up when it is back.",
        rule: { ...taken, action: "kill" },
      },
    ],
  },
];

const SWITCHES = GROUPS.flatMap((group) => group.troubles);
const COMPARED = ["api", "method", "when", "action", "status", "code", "retry_after", "reason", "having"];
const FAULT_DEFAULTS = {
  when: "before",
  action: "status",
  status: 500,
  code: "INTERNAL_ERROR",
  retry_after: null,
  reason: "",
  having: null,
};

/** Which rules in force are this trouble; `times` and ids differ while one is being used up. */
const rulesOf = (trouble, faults) =>
  trouble.rule
    ? faults.filter((rule) =>
        COMPARED.every(
          (name) => (rule[name] ?? null) === ({ ...FAULT_DEFAULTS, ...trouble.rule }[name] ?? null),
        ),
      )
    : [];

/** Whether it is on. `now` = { faults, modes, customer } as the demo has them. */
export function isOn(trouble, now) {
  if (trouble.rule) return rulesOf(trouble, now.faults).length > 0;
  if (trouble.modes) return Object.entries(trouble.modes).every(([name, value]) => now.modes[name] === value);
  return Boolean(now.customer?.blocked);
}

export async function turn(trouble, on, now) {
  if (trouble.rule) {
    if (on) await api.addFault(trouble.rule);
    else for (const rule of rulesOf(trouble, now.faults)) await api.removeFault(rule.id);
  } else if (trouble.modes) {
    await api.changeMode(
      on ? trouble.modes : Object.fromEntries(Object.keys(trouble.modes).map((name) => [name, NORMAL[name]])),
    );
  } else await api.block(now.customer.id, on);
}

/** Everything that is not as normal, for the chips: { id, label, end() }. Also what was made by hand elsewhere. */
export function active(now) {
  const named = new Set();
  const chips = [];
  for (const trouble of SWITCHES) {
    if (trouble.person || !isOn(trouble, now)) continue;
    for (const rule of rulesOf(trouble, now.faults)) named.add(rule.id);
    chips.push({
      id: trouble.id,
      label: trouble.chip ?? trouble.title,
      end: () => turn(trouble, false, now),
    });
  }
  for (const person of now.people.filter((one) => one.blocked)) {
    chips.push({
      id: `blocked-${person.id}`,
      label: `${person.first_name} blocks the bot`,
      end: () => api.block(person.id, false),
    });
  }
  for (const { mode, title, options } of CHOICES) {
    if (!(mode in now.modes) || now.modes[mode] === NORMAL[mode]) continue;
    const option = options.find(({ value }) => value === now.modes[mode]);
    chips.push({
      id: mode,
      label: option?.chip ?? `${title}: ${option?.label ?? now.modes[mode]}`,
      end: () => api.changeMode({ [mode]: NORMAL[mode] }),
    });
  }
  for (const rule of now.faults.filter(({ id }) => !named.has(id))) {
    chips.push({
      id: `rule-${rule.id}`,
      label: `${rule.api} ${rule.method}: ${rule.action}${rule.action === "status" ? ` ${rule.status}` : ""}`,
      end: () => api.removeFault(rule.id),
    });
  }
  return chips;
}
