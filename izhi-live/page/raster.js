// The events of all neurons over time, group above group.

import { color, pixel, series } from "./colors.js";
import { element, key, menu, panel, whole } from "./elements.js";
import { Past } from "./frame.js";

const SPANS = [100, 200, 500, 1000, 2000, 5000];

// So few events are drawn larger.
const SPARSE = 3000;

export function raster(about, { look }) {
  const { content, isOpen } = panel("left", "Raster", look);
  const events = about.variables.map((variable, number) => ({ ...variable, number })).filter(({ kind }) => kind === "event");
  const own = (name) => name.slice(name.indexOf(".") + 1);
  const names = [...new Set(events.map(({ name }) => own(name)))];
  const shown = menu(names.map((name) => [name, name]), () => { past.clear(); look(); }, { id: "event" });
  const span = menu(SPANS.map((count) => [count, `${whole(count)} iterations`]), () => {}, { id: "span" });
  span.value = "1000";
  content.append(element("div", { className: "row" }, element("label", {}, "Event", shown), element("label", {}, "Over", span)));
  const canvas = element("canvas", { className: "raster", role: "img", "aria-label": "Events of the neurons over time" });
  const [from, middle, to] = [element("span"), element("span"), element("span")];
  const keys = element("ul", { className: "keys" });
  const note = element("p", { className: "note" });
  content.append(canvas, element("div", { className: "raster-labels" }, from, middle, to), keys, note);
  const past = new Past(SPANS.at(-1));
  const context = canvas.getContext("2d");

  const rows = () => events.filter(({ name }) => own(name) === shown.value);

  function write() {
    key(keys, rows().map(({ owner }) => {
      const { name, every } = about.groups[owner];
      return every > 1 ? `${name}, one neuron of ${every}` : name;
    }));
  }

  function time(iteration) {
    return `${whole(iteration * about.dt)} ms`;
  }

  return {
    look: () => {
      write();
      return { events: isOpen() ? rows().map(({ number }) => number) : [] };
    },
    draw(frame) {
      past.add(frame.window);
      if (!isOpen()) return;
      const ratio = Math.min(devicePixelRatio, 2);
      const [width, height] = [canvas.clientWidth, canvas.clientHeight].map((length) => Math.max(1, Math.round(length * ratio)));
      if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
      const image = context.createImageData(width, height);
      const pixels = new Uint32Array(image.data.buffer);
      const groups = rows();
      const sizes = groups.map(({ owner }) => about.groups[owner].grid.reduce((all, along) => all * along, 1));
      const total = sizes.reduce((all, size) => all + size, 0);
      const iterations = Number(span.value);
      const first = past.end - iterations;
      const count = past.windows.reduce((all, { events: found }) => all + groups.reduce((sum, { number }) => sum + (found.get(number)?.neurons.length ?? 0), 0), 0);
      const thick = Math.max(1, Math.round(ratio)) + (count < SPARSE ? 1 : 0);
      let above = 0;
      groups.forEach(({ number }, place) => {
        const ink = pixel(series(place));
        for (const window of past.windows) {
          const found = window.events.get(number);
          if (!found) continue;
          let at = 0;
          for (let iteration = 0; iteration < window.iterations; iteration += 1) {
            const x = Math.floor(((window.first + iteration - first) / iterations) * width);
            const end = at + found.shown[iteration];
            for (; at < end; at += 1) {
              if (x < 0 || x >= width) continue;
              const y = Math.floor(((above + found.neurons[at]) / total) * height);
              for (let down = 0; down < thick && y + down < height; down += 1) {
                pixels.fill(ink, (y + down) * width + x, (y + down) * width + Math.min(x + thick, width));
              }
            }
          }
        }
        above += sizes[place];
      });
      context.putImageData(image, 0, 0);
      context.fillStyle = color("--edge");
      above = 0;
      for (const size of sizes.slice(0, -1)) {
        above += size;
        context.fillRect(0, Math.round((above / total) * height), width, ratio);
      }
      const known = past.windows.length > 0;
      from.textContent = known && first >= 0 ? time(first) : "";
      middle.textContent = known && first + iterations / 2 >= 0 ? time(first + iterations / 2) : "";
      to.textContent = known ? time(past.end) : "";
      const seen = frame.window.iterations;
      note.textContent = frame.isRunning && seen > 0 && past.windows.length === 1
        ? `The network runs too fast for all of it: ${whole(seen)} iterations of each picture are shown, without a gap.` : "";
    },
  };
}
