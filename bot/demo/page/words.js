// Times, sizes and amounts as people read them. Labels of the page are English; the shop speaks for itself.

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const exactClock = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" });
const dayAndYear = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" });
const whole = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
const exact = new Intl.NumberFormat("en-GB", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const amount = { format: (value) => (Number.isInteger(value) ? whole : exact).format(value) };

const asDate = (value) => (typeof value === "number" ? new Date(value * 1000) : new Date(value));

/** `value`: Unix seconds, as the Bot API writes times, or an ISO text. */
export const timeOf = (value) => clock.format(asDate(value));

export const exactTimeOf = (value) => exactClock.format(asDate(value));

export const isoOf = (value) => asDate(value).toISOString();

/** The same text for all messages of one local day: what a date separator says. */
export function dayOf(value, now = new Date()) {
  const date = asDate(value);
  const daysAgo = Math.round((midnight(now) - midnight(date)) / 86_400_000);
  if (daysAgo === 0) return "Today";
  if (daysAgo === 1) return "Yesterday";
  return (date.getFullYear() === now.getFullYear() ? day : dayAndYear).format(date);
}

const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());

export function sizeOf(bytes) {
  if (!Number.isFinite(bytes)) return "";
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export const dinars = (value) => `${amount.format(value)} DA`;

/** An invoice's total. Telegram counts in the currency's smallest unit; Stars (XTR) have none smaller. */
export function total(currency, smallestUnits) {
  return currency === "XTR"
    ? `⭐ ${amount.format(smallestUnits)}`
    : `${exact.format(smallestUnits / 100)} ${currency}`;
}

export const plural = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
