// The mean rate of each group over time.

import { chart } from "./charts.js";
import { element, key, menu, panel } from "./elements.js";

const POINTS = 400;
const BINS = [5, 20, 100, 500];

export function rates(about, { look }) {
  const { content, isOpen } = panel("left", "Population rates", look);
  const events = about.variables.map((variable, number) => ({ ...variable, number })).filter(({ kind }) => kind === "event");
  const sizes = events.map(({ owner }) => about.groups[owner].grid.reduce((all, along) => all * along, 1));
  const width = menu(BINS.map((bin) => [bin, `${bin} ms`]), clear, { id: "bin" });
  width.value = "100";
  content.append(element("div", { className: "row" }, element("label", {}, "Means over", width)));
  const lines = chart(content, { labels: ["time (s)", "mean rate (Hz)"] });
  lines.name(events.map(({ name }) => name));
  const keys = element("ul", { className: "keys" });
  key(keys, events.map(({ name }) => name));
  content.append(keys);
  let data;
  let bin;

  function clear() {
    data = [[], ...events.map(() => [])];
    bin = begin(0);
  }

  function begin(first) {
    return { first, iterations: 0, counts: events.map(() => 0) };
  }

  /** Ends a bin: a whole one, or what there is of it before a gap. */
  function end() {
    if (bin.iterations === 0) return;
    const seconds = bin.iterations * about.dt * 1e-3;
    data[0].push((bin.first + bin.iterations / 2) * about.dt * 1e-3);
    bin.counts.forEach((count, place) => data[place + 1].push(count / sizes[place] / seconds));
  }

  clear();
  return {
    look: () => ({ events: isOpen() ? events.map(({ number }) => number) : [] }),
    draw({ window }) {
      const found = events.map(({ number }) => window.events.get(number));
      if (window.iterations === 0 || !isOpen() || found.includes(undefined)) return;
      if (window.first < bin.first) clear();
      if (window.first !== bin.first + bin.iterations) {
        end();
        bin = begin(window.first);
      }
      const wanted = Math.max(1, Math.round(Number(width.value) / about.dt));
      for (let iteration = 0; iteration < window.iterations; iteration += 1) {
        found.forEach(({ all }, place) => { bin.counts[place] += all[iteration]; });
        bin.iterations += 1;
        if (bin.iterations >= wanted) {
          end();
          bin = begin(window.first + iteration + 1);
        }
      }
      if (data[0].length > POINTS) data = data.map((numbers) => numbers.slice(-POINTS));
      lines.draw(data);
    },
  };
}
