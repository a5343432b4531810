// The mean rate of each group, one point for each frame.

import { chart } from "./charts.js";
import { element, key, panel } from "./elements.js";

const POINTS = 600;

export function rates(about, { look }) {
  const { content, isOpen } = panel("left", "Population rates", look);
  const events = about.variables.map((variable, number) => ({ ...variable, number })).filter(({ kind }) => kind === "event");
  const lines = chart(content, { labels: ["time (s)", "mean rate (Hz)"] });
  lines.name(events.map(({ name }) => name));
  const keys = element("ul", { className: "keys" });
  key(keys, events.map(({ name }) => name));
  content.append(keys);
  let data = [[], ...events.map(() => [])];

  return {
    look: () => ({ events: isOpen() ? events.map(({ number }) => number) : [] }),
    draw({ window }) {
      if (window.iterations === 0) return;
      const time = (window.first + window.iterations / 2) * about.dt * 1e-3;
      if (time <= data[0].at(-1)) data = data.map(() => []);
      data[0].push(time);
      events.forEach(({ number, owner }, place) => {
        const found = window.events.get(number);
        const size = about.groups[owner].grid.reduce((all, along) => all * along, 1);
        const count = found?.all.reduce((all, own) => all + own, 0);
        data[place + 1].push(found ? count / size / (window.iterations * about.dt * 1e-3) : null);
      });
      if (data[0].length > POINTS) data = data.map((numbers) => numbers.slice(-POINTS));
      if (isOpen()) lines.draw(data);
    },
  };
}
