// A variable of synapses: its matrix and its histogram.

import { chart } from "./charts.js";
import { drawScale, shades } from "./colors.js";
import { element, menu, panel, quantity, short, whole, withUnit } from "./elements.js";

export function weights(about, { look }) {
  if (about.weights.length === 0) return null;
  const { content, isOpen } = panel("middle", "Weights", look);
  const shown = menu(about.weights.map(({ name }, number) => [number, name]), look, { id: "weight" });
  content.append(element("div", { className: "row" }, element("label", {}, "Variable", shown)));
  const canvas = element("canvas", { className: "matrix", role: "img", "aria-label": "Matrix of weights" });
  const caption = element("figcaption");
  const [low, high, scale] = [element("span"), element("span"), element("canvas", { "aria-hidden": "true" })];
  drawScale(scale);
  const figure = element("figure", {}, canvas, caption, element("div", { className: "scale" }, low, scale, high));
  const histogram = element("figure");
  content.append(element("div", { className: "grids" }, figure, histogram));
  const note = element("p", { className: "note" });
  content.append(note);
  const bars = chart(histogram, { labels: ["weight", "synapses"], isBars: true, height: 240 });
  const context = canvas.getContext("2d");

  return {
    look: () => ({ weights: isOpen() ? [Number(shown.value)] : [] }),
    draw(frame) {
      const picture = frame.weights.get(Number(shown.value));
      if (!isOpen() || !picture) return;
      const { name, owner, unit, kind } = about.weights[Number(shown.value)];
      const { rows, columns, cells, lowest, highest } = picture;
      const { source, target, synapses } = about.synapses[owner];
      Object.assign(canvas, { width: columns, height: rows });
      const image = new ImageData(columns, rows);
      const pixels = new Uint32Array(image.data.buffer);
      const [least, most] = cells.reduce(([a, b], cell) => (Number.isNaN(cell) ? [a, b] : [Math.min(a, cell), Math.max(b, cell)]), [Infinity, -Infinity]);
      const shade = shades(least, most);
      cells.forEach((cell, place) => { pixels[place] = shade(cell); });
      context.putImageData(image, 0, 0);
      caption.textContent = `from ${source} (left to right) to ${target} (downwards)`;
      low.textContent = short(least);
      high.textContent = quantity(most, unit);
      const width = (highest - lowest) / picture.histogram.length;
      bars.label([withUnit(name.split(".").at(-1), unit), "synapses"]);
      bars.draw([Array.from(picture.histogram, (_, bin) => lowest + (bin + 0.5) * width), Array.from(picture.histogram)]);
      const all = kind === "shared" ? "One value for all synapses." : `${whole(picture.synapses)} of ${whole(synapses)} synapses are looked at.`;
      note.textContent = kind === "sparse" ? `${all} Where a cell has none, it is grey.` : all;
    },
  };
}
