// Which way a text runs. The browser's own `dir="auto"` also looks into isolated parts, so that a French line that
// begins with an Arabic name would run from the right; Unicode's rule (UAX 9, P2) does not count what is isolated.

const OPENS = /[\u2066-\u2068]/;
const CLOSES = "\u2069";
const RIGHT_TO_LEFT = /(?=\p{L})[\p{Script=Arabic}\p{Script=Hebrew}]|\u200f/u;
const LEFT_TO_RIGHT = /\p{L}|\u200e/u;

/** "rtl" or "ltr": by the first letter that is not isolated, else by the first of all, else as Latin runs. */
export function directionOf(text) {
  let depth = 0;
  let inside = null;
  for (const sign of text) {
    if (OPENS.test(sign)) depth += 1;
    else if (sign === CLOSES) depth = Math.max(0, depth - 1);
    else {
      const found = RIGHT_TO_LEFT.test(sign) ? "rtl" : LEFT_TO_RIGHT.test(sign) ? "ltr" : null;
      if (found && depth === 0) return found;
      inside ??= found;
    }
  }
  return inside ?? "ltr";
}
