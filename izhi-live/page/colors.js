// Colours of numbers and of series.

// Stops of viridis (van der Walt and Smith, 2015), whose lightness rises with the value.
const VIRIDIS = ["440154", "481a6c", "472f7d", "414487", "39568c", "31688e", "2a788e", "23888e", "1f988b", "22a884", "35b779",
  "54c568", "7ad151", "a5db36", "d2e21b", "fde725"].map((stop) => [0, 2, 4].map((at) => parseInt(stop.slice(at, at + 2), 16)));

const SHADES = 256;

/** Viridis as pixels of a canvas, from the lowest to the highest. */
const PIXELS = new Uint32Array(SHADES);
for (let shade = 0; shade < SHADES; shade += 1) {
  const place = (shade / (SHADES - 1)) * (VIRIDIS.length - 1);
  const below = Math.min(Math.floor(place), VIRIDIS.length - 2);
  const [red, green, blue] = VIRIDIS[below].map((low, part) => Math.round(low + (place - below) * (VIRIDIS[below + 1][part] - low)));
  PIXELS[shade] = (255 << 24) | (blue << 16) | (green << 8) | red;
}

/** A function from numbers to pixels; what is no number has the colour of what is not there. */
export function shades(lowest, highest) {
  const scale = highest > lowest ? (SHADES - 1) / (highest - lowest) : 0;
  const empty = pixel("--empty");
  return (value) => {
    if (Number.isNaN(value)) return empty;
    return PIXELS[Math.max(0, Math.min(SHADES - 1, Math.round((value - lowest) * scale)))];
  };
}

/** Draws the colours from the lowest to the highest. */
export function drawScale(canvas) {
  canvas.width = SHADES;
  canvas.height = 1;
  const image = new ImageData(SHADES, 1);
  new Uint32Array(image.data.buffer).set(PIXELS);
  canvas.getContext("2d").putImageData(image, 0, 0);
}

/** A colour of the style sheet, as it is at the moment. */
export function color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** The same as a pixel of a canvas. */
export function pixel(name) {
  const hex = color(name);
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  return (255 << 24) | (blue << 16) | (green << 8) | red;
}

const SERIES = 6;

/** The name of the colour of a series. */
export function series(number) {
  return `--series-${(number % SERIES) + 1}`;
}

/** Calls back when the page becomes light or dark. */
export function onScheme(changed) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed);
}
