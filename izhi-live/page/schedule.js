// What runs in each iteration, as text, and how long it takes.

import { element, panel, short, whole } from "./elements.js";

export function schedule(about, { say, look }) {
  const { content } = panel("below", "Schedule", look);
  const measure = element("button", { id: "measure", onclick: () => say({ do: "profile" }) }, "Measure times");
  const table = element("div", { className: "scroll" });
  content.append(
    element("div", { className: "row" }, measure, element("span", { className: "note" }, "runs some iterations with a stopwatch")), table,
    element("pre", { tabIndex: 0, "aria-label": "Schedule" }, about.schedule));

  return {
    look: () => ({}),
    draw() {},
    profile({ iterations, microseconds, parts }) {
      const head = ["part", "share", "µs in each run", "runs"].map((text) => element("th", { scope: "col" }, text));
      const longest = [...parts].sort((a, b) => b.microseconds - a.microseconds);
      const rows = longest.map(({ name, share, microseconds: time, runs }) => {
        const cells = [name, `${(100 * share).toFixed(1)} %`, runs > 0 ? short(time / runs) : "–", whole(runs)];
        return element("tr", {}, ...cells.map((cell) => element("td", {}, cell)));
      });
      table.replaceChildren(
        element("p", { className: "note" }, `${whole(iterations)} iterations, ${short(microseconds / iterations)} µs each`),
        element("table", { className: "profile" }, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows)));
    },
  };
}
