// Charts, which uPlot draws.

import { color, onScheme, series } from "./colors.js";
import { short } from "./elements.js";

/* global uPlot */

// From one drawing to the next, in ms.
const PERIOD = 66;

const FONT = '13px system-ui, "DejaVu Sans", sans-serif';

/** A number at an axis: these are round, and times can have many digits. */
function written(value) {
  return short(value, 9);
}

/**
 * A chart in an element. `labels` are of x and y; `names` of the series, which can be given anew; with `isBars` the one series is
 * drawn as bars.
 */
export function chart(parent, { labels, height = 200, isBars = false, isLog = false }) {
  const box = document.createElement("div");
  parent.append(box);
  let names = [""];
  let data = [[], []];
  let plot = null;
  let isVisible = false;
  let timer = 0;

  function axis(label) {
    return {
      label,
      labelSize: 20,
      labelGap: 0,
      labelFont: FONT,
      font: FONT,
      stroke: color("--text"),
      grid: { stroke: color("--edge"), width: 0.5 },
      ticks: { stroke: color("--edge"), width: 0.5 },
      values: (_, values) => values.map((value) => (value === null ? "" : written(value))),
    };
  }

  function build() {
    plot?.destroy();
    const bars = isBars ? { paths: uPlot.paths.bars({ size: [1, 100] }) } : {};
    const lines = names.map((label, number) => {
      const stroke = color(series(number));
      return { label, stroke, width: 1.4, points: { show: false }, fill: isBars ? `${stroke}66` : undefined, ...bars };
    });
    const options = {
      width: Math.max(box.clientWidth, 120),
      height,
      cursor: { show: false },
      legend: { show: false },
      scales: {
        x: { time: false },
        y: isLog ? { distr: 3 } : { range: (_, low, high) => spread(low, high, isBars) },
      },
      axes: [{ ...axis(labels[0]), size: 32, space: (_u, _axis, _low, high) => 30 + 7 * Math.max(2, String(Math.round(high)).length) }, { ...axis(labels[1]), size: (_, values) => 20 + 7.5 * Math.max(1, ...(values ?? []).map((value) => value.length)), space: 30 }],
      series: [{ label: labels[0] }, ...lines],
    };
    plot = new uPlot(options, data, box);
  }

  /** The ends of the y axis: not one point, and bars stand on zero. */
  function spread(low, high, isOnZero) {
    if (low === null) return [0, 1];
    const [from, to] = isOnZero ? [0, high] : [low, high];
    const room = (to - from || Math.abs(to) || 1) * 0.06;
    return [isOnZero ? 0 : from - room, to + room];
  }

  new ResizeObserver(() => {
    isVisible = box.clientWidth > 0;
    if (!isVisible) return;
    if (plot) plot.setSize({ width: Math.max(box.clientWidth, 120), height });
    else build();
  }).observe(box);
  onScheme(() => plot && build());

  return {
    /** The names of the series, and with that other series. */
    name(wanted) {
      if (wanted.join() === names.join()) return;
      names = wanted.length ? wanted : [""];
      data = [[], ...names.map(() => [])];
      if (isVisible) build();
    },
    /** The labels of the axes. */
    label(wanted) {
      if (wanted.join() === labels.join()) return;
      labels = wanted;
      if (isVisible) build();
    },
    /** Draws soon: half as often as frames come is often enough. */
    draw(wanted) {
      data = wanted;
      timer ||= setTimeout(() => {
        timer = 0;
        plot?.setData(data);
      }, PERIOD);
    },
  };
}
