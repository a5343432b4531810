// Variables of some neurons over time.

import { chart } from "./charts.js";
import { element, key, menu, panel, withUnit } from "./elements.js";
import { Past } from "./frame.js";

const MOST = 6;
const SPANS = [200, 500, 1000, 2000, 5000];

export function traces(about, { look }) {
  const { content, isOpen } = panel("middle", "Traces", look);
  const states = about.variables.map((variable, number) => ({ ...variable, number })).filter(({ kind }) => kind !== "event");
  const variable = menu(states.map(({ name, number }) => [number, name]), () => {}, { id: "traced" });
  const neuron = element("input", { type: "number", className: "short", id: "neuron", min: 0, step: 1, value: 0, "aria-label": "Neuron" });
  const span = menu(SPANS.map((count) => [count, `${count} iterations`]), () => {}, { id: "trace-span", "aria-label": "Iterations shown" });
  span.value = "1000";
  const add = element("button", { id: "add", onclick: () => choose(Number(variable.value), Number(neuron.value)) }, "Add");
  const keys = element("ul", { className: "keys" });
  content.append(element("div", { className: "row" }, element("label", {}, "Trace of", variable), element("label", {}, "neuron", neuron), add, span), keys);
  const lines = chart(content, { labels: ["time (ms)", ""] });
  const past = new Past(SPANS.at(-1));
  // One to begin with: of what is most often looked at, or of the first state.
  const first = states.find(({ name }) => name.endsWith(".v")) ?? states[0];
  let chosen = first ? [[first.number, 0]] : [];
  if (first) variable.value = first.number;

  function choose(number, index) {
    const size = about.groups[about.variables[number].owner].grid.reduce((all, along) => all * along, 1);
    if (!Number.isInteger(index) || index < 0 || index >= size) {
      neuron.setCustomValidity(`Expected a neuron from 0 to ${size - 1}.`);
      neuron.reportValidity();
      return;
    }
    neuron.setCustomValidity("");
    const others = chosen.filter(([other, of]) => other !== number || of !== index);
    chosen = [...others, [number, index]].slice(-MOST);
    changed();
  }

  function changed() {
    past.clear();
    const names = chosen.map(([number, index]) => `${about.variables[number].name} of neuron ${index}`);
    key(keys, names, (place) => [element("button", { "aria-label": `Remove ${names[place]}`, title: "Remove", onclick: () => {
      chosen.splice(place, 1);
      changed();
    } }, "×")]);
    lines.name(names);
    const own = [...new Set(chosen.map(([number]) => withUnit(about.variables[number].name.split(".").at(-1), about.variables[number].unit)))];
    lines.label(["time (ms)", own.join(", ")]);
    look();
  }

  return {
    choose,
    begin: changed,
    look: () => ({ traces: isOpen() ? chosen : [] }),
    draw({ window }) {
      past.add(window);
      if (!isOpen() || chosen.length === 0) return;
      const first = Math.max(past.end - Number(span.value), past.windows[0]?.first ?? 0);
      const data = [[], ...chosen.map(() => [])];
      for (const { first: begin, iterations, traces: found } of past.windows) {
        const own = chosen.map(([number, index]) => found.find((trace) => trace.variable === number && trace.neuron === index));
        for (let iteration = Math.max(0, first - begin); iteration < iterations; iteration += 1) {
          data[0].push((begin + iteration + 1) * about.dt);
          own.forEach((trace, place) => data[place + 1].push(trace ? trace.values[iteration] : null));
        }
      }
      lines.draw(data);
    },
  };
}
