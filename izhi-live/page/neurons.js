// Groups of neurons on their grids, coloured by a variable; who points at neurons gives them a pulse, or sees their trace.

import { drawScale, shades } from "./colors.js";
import { element, menu, panel, quantity, short, whole } from "./elements.js";

// The ends of the colours are those of so many neurons.
const SAMPLED = 4000;

export function neurons(about, { say, look, trace }) {
  const { content, isOpen } = panel("left", "Neurons", look);
  // Variables of the same name in several groups are chosen together.
  const names = [...new Set(about.variables.map((variable) => own(variable.name)))];
  const shown = menu(names.map((name) => [name, name]), look, { id: "shown" });
  const states = [...new Set(about.variables.filter(({ kind }) => kind === "state").map(({ name }) => own(name)))];
  const act = menu([["pulse", "gives a pulse"], ["trace", "draws a trace"]], acted, { id: "act" });
  const target = menu(states.map((name) => [name, name]), aimed, { id: "target", "aria-label": "State that a pulse is added to" });
  const amount = element("input", { type: "number", className: "short", id: "amount", value: 20, step: "any", "aria-label": "Amount of a pulse" });
  const radius = element("input", { type: "number", className: "short", id: "radius", value: 2, min: 0, max: 50, step: 1 });
  const unit = element("span", { className: "unit" });
  if (names.includes("v")) shown.value = "v";
  target.value = ["I", "v"].find((name) => states.includes(name)) ?? states[0];
  aimed();
  const pulse = element("span", { className: "row" }, element("label", {}, "of", amount, unit), element("label", {}, "to", target),
    element("label", {}, "within", radius, "neurons"));
  content.append(
    element("div", { className: "row" }, element("label", {}, "Colours are", shown)),
    element("div", { className: "row" }, element("label", {}, "A click", act), pulse));
  const grids = element("div", { className: "grids" });
  content.append(grids);
  const figures = about.groups.map((group, number) => figure(group, number));
  grids.append(...figures.map(({ box }) => box));
  content.append(element("p", { className: "note" }, "Arrow keys choose a neuron of a grid, and the enter key clicks it."));

  function own(name) {
    return name.slice(name.indexOf(".") + 1);
  }

  function variable(group) {
    return about.variables.findIndex(({ owner, name }) => owner === group && own(name) === shown.value);
  }

  function aimed() {
    unit.textContent = about.variables.find(({ name }) => own(name) === target.value)?.unit ?? "";
  }

  function acted() {
    pulse.hidden = act.value !== "pulse";
  }

  /** Width and height of what is drawn: lines are broken, and layers stand below each other. */
  function extent([width, height, depth]) {
    const count = width * height * depth;
    if (height === 1 && depth === 1) {
      const columns = Math.ceil(Math.sqrt(count));
      return { columns, rows: Math.ceil(count / columns), count };
    }
    return { columns: width, rows: height * depth, count };
  }

  function figure(group, number) {
    const { columns, rows, count } = extent(group.grid);
    const caption = element("figcaption");
    const [low, high, scale] = [element("span"), element("span"), element("canvas", { "aria-hidden": "true" })];
    drawScale(scale);
    const canvas = element("canvas", { width: columns, height: rows, tabIndex: 0, role: "application",
      "aria-label": `${group.name}: ${count} neurons`, onclick: clicked, onkeydown: moved, onpointermove: pointed });
    canvas.style.aspectRatio = `${columns} / ${rows}`;
    canvas.style.maxWidth = `min(100%, calc(15rem * ${columns} / ${rows}))`;
    const context = canvas.getContext("2d");
    const image = new ImageData(columns, rows);
    const pixels = new Uint32Array(image.data.buffer);
    let chosen = -1;
    let values = null;
    let ends = null;

    /** From where to where most values are, which follows them slowly, so that a colour is a number for some time. */
    function range(numbers) {
      const every = Math.ceil(numbers.length / SAMPLED);
      const sorted = numbers.filter((_, neuron) => neuron % every === 0).sort();
      let wanted = [0.01, 0.99].map((part) => sorted[Math.floor(part * (sorted.length - 1))]);
      if (wanted[0] === wanted[1]) wanted = [sorted[0], sorted.at(-1)];
      ends = ends?.of === shown.value ? { of: ends.of, at: ends.at.map((end, side) => end + 0.1 * (wanted[side] - end)) } : { of: shown.value, at: wanted };
      return ends.at;
    }

    function place(event) {
      const column = Math.floor((event.offsetX / canvas.clientWidth) * columns);
      const row = Math.floor((event.offsetY / canvas.clientHeight) * rows);
      const neuron = row * columns + column;
      const isOn = column >= 0 && row >= 0 && column < columns && neuron < count;
      return isOn ? neuron : -1;
    }

    function around(neuron) {
      const [x, y, within] = [neuron % columns, Math.floor(neuron / columns), Math.max(0, Number(radius.value))];
      const found = [];
      for (let row = Math.max(0, y - within); row <= Math.min(rows - 1, y + within); row += 1) {
        for (let column = Math.max(0, x - within); column <= Math.min(columns - 1, x + within); column += 1) {
          const other = row * columns + column;
          if ((row - y) ** 2 + (column - x) ** 2 <= within ** 2 && other < count) found.push(other);
        }
      }
      return found;
    }

    function take(neuron) {
      if (neuron < 0) return;
      if (act.value === "trace") {
        const wanted = variable(number);
        if (wanted >= 0) trace(wanted, neuron);
        return;
      }
      say({ do: "pulse", state: `${group.name}.${target.value}`, neurons: around(neuron), amount: Number(amount.value) });
    }

    function clicked(event) {
      choose(place(event));
      take(chosen);
    }

    function pointed(event) {
      choose(place(event));
    }

    function moved(event) {
      const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns };
      if (event.key in steps) {
        const next = chosen < 0 ? 0 : chosen + steps[event.key];
        if (next >= 0 && next < count) choose(next);
      } else if (event.key === "Enter") {
        take(chosen);
      } else {
        return;
      }
      event.preventDefault();
    }

    function choose(neuron) {
      if (neuron < 0 || neuron === chosen) return;
      chosen = neuron;
      describe();
    }

    function describe() {
      const unit = about.variables[variable(number)]?.unit;
      const value = chosen >= 0 && values ? `, neuron ${chosen}: ${quantity(values[chosen], unit)}` : "";
      caption.textContent = `${group.name}, ${whole(count)} neurons${value}`;
    }

    const box = element("figure", {}, canvas, caption, element("div", { className: "scale" }, low, scale, high));
    describe();
    return {
      box,
      draw(frame) {
        values = frame.values.get(variable(number)) ?? null;
        box.style.opacity = values ? "" : "0.3";
        if (!values) return;
        const [lowest, highest] = range(values);
        const shade = shades(lowest, highest);
        for (let neuron = 0; neuron < count; neuron += 1) pixels[neuron] = shade(values[neuron]);
        if (chosen >= 0) pixels[chosen] = 0xffffffff;
        context.putImageData(image, 0, 0);
        const { name, unit } = about.variables[variable(number)];
        low.textContent = `≤ ${short(lowest, 3)}`;
        high.textContent = `≥ ${quantity(highest, unit, 3)}`;
        scale.title = name;
        describe();
      },
    };
  }

  return {
    look: () => ({ values: isOpen() ? about.groups.map((_, group) => variable(group)).filter((found) => found >= 0) : [] }),
    draw: (frame) => isOpen() && figures.forEach((figure) => figure.draw(frame)),
  };
}
