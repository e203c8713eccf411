// The line icons of the page, drawn here so that nothing is fetched for them.

const SVG = "http://www.w3.org/2000/svg";

// Line icons on a 24 × 24 field. "~" marks a shape that is filled instead of drawn.
const SHAPES = {
  arrowDown: ["M6 9.5l6 6 6-6"],
  arrowUpRight: ["M8 16 16 8", "M9.5 8H16v6.5"],
  attach: [
    "M19 11.2l-7.4 7.3a4.6 4.6 0 0 1-6.5-6.5l7.7-7.6a3.1 3.1 0 0 1 4.4 4.4l-7.6 7.5a1.5 1.5 0 0 1-2.2-2.1l6.9-6.9",
  ],
  close: ["M6.5 6.5l11 11", "M17.5 6.5l-11 11"],
  commands: ["M5 7.5h14", "M5 12h14", "M5 16.5h14"],
  copy: ["M9 9h9.5v10.5H9z", "M15 9V4.5H5.5V15H9"],
  document: ["M7 3.5h6.5L18 8v12.5H7z", "M13.5 3.5V8H18"],
  download: ["M12 4.5v10", "M7.5 10.5l4.5 4.5 4.5-4.5", "M5.5 19.5h13"],
  lock: ["M6.5 11h11v8.5h-11z", "M8.8 11V8.2a3.2 3.2 0 0 1 6.4 0V11"],
  more: ["M12 6h.01M12 12h.01M12 18h.01"],
  reply: ["M10 6.5L4.5 12l5.5 5.5", "M5 12h8.5a6 6 0 0 1 6 6"],
  send: [
    "~M3.4 20.4l17.9-7.7a.75.75 0 0 0 0-1.4L3.4 3.6a.7.7 0 0 0-1 .8l1.8 6.3 9.3 1.3-9.3 1.3-1.8 6.3a.7.7 0 0 0 1 .8z",
  ],
  shop: [
    "M4.5 10.5V19.5h15v-9",
    "M3.5 8.5L5.5 4.5h13l2 4a2.8 2.8 0 0 1-5.6.4 2.9 2.9 0 0 1-5.8 0 2.8 2.8 0 0 1-5.6-.4z",
    "M10 19.5v-5h4v5",
  ],
  wallet: [
    "M4 7.5h14.5a1.5 1.5 0 0 1 1.5 1.5v9a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18z",
    "M4 7.5A2 2 0 0 1 6 5.5h11",
    "M16 13.5h.1",
  ],
};

/** A drawing beside a text or inside a labelled button; screen readers skip it. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" })) {
    svg.setAttribute(key, value);
  }
  for (const shape of SHAPES[name]) {
    const path = document.createElementNS(SVG, "path");
    const filled = shape.startsWith("~");
    path.setAttribute("d", filled ? shape.slice(1) : shape);
    if (filled) path.setAttribute("class", "filled");
    svg.append(path);
  }
  return svg;
}
