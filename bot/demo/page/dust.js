// The dust that veils spoilers: drawn once, moved by the style sheet.

const SIDE = 128;
const GRAINS = 900;

/** Make the dust known to the style sheet as `--dust`. */
export function prepareDust() {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE;
  const pen = canvas.getContext("2d");
  for (let grain = 0; grain < GRAINS; grain += 1) {
    const shade = 110 + Math.floor(Math.random() * 70);
    pen.fillStyle = `rgb(${shade} ${shade + 6} ${shade + 12} / ${0.35 + Math.random() * 0.6})`;
    pen.fillRect(Math.random() * SIDE, Math.random() * SIDE, 2, 2);
  }
  document.documentElement.style.setProperty("--dust", `url(${canvas.toDataURL()}) 0 0 / ${SIDE / 2}px`);
}
