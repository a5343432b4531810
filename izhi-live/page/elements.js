// Elements of the page, and what numbers look like.

import { series } from "./colors.js";

/** An element with properties, listeners (`onclick`) and children. */
export function element(tag, properties = {}, ...children) {
  const created = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) created.addEventListener(name.slice(2), value);
    else if (name in created) created[name] = value;
    else created.setAttribute(name, value);
  }
  created.append(...children);
  return created;
}

/** A panel in a column of the page. It is looked at while it is open; `changed` is called when that changes. */
export function panel(column, title, changed) {
  const content = element("div", { className: "content" });
  const box = element("details", { className: "panel", open: true, ontoggle: changed },
    element("summary", {}, element("h2", {}, title)), content);
  box.dataset.panel = title.toLowerCase().replaceAll(" ", "-");
  document.getElementById(column).append(box);
  return { box, content, isOpen: () => box.open };
}

/** A menu; options are pairs of a value and a text. */
export function menu(options, changed, properties = {}) {
  const items = options.map(([value, text]) => element("option", { value: String(value) }, text));
  return element("select", { onchange: changed, ...properties }, ...items);
}

/** A name with its unit, where it has one. */
export function withUnit(name, unit) {
  return unit ? `${name} (${unit})` : name;
}

/** A number in a few digits with its unit, where it has one. */
export function quantity(number, unit, digits = 4) {
  return unit ? `${short(number, digits)} ${unit}` : short(number, digits);
}

/** A number in a few digits. */
export function short(number, digits = 4) {
  if (number === null || Number.isNaN(number)) return "–";
  const size = Math.abs(number);
  if (size !== 0 && (size < 1e-3 || size >= 1e9)) return number.toExponential(2).replace("-", "−");
  return String(Number(number.toPrecision(digits))).replace("-", "−");
}

/** A whole number with its thousands. */
export function whole(number) {
  return Math.round(number).toLocaleString("en-US");
}

/** Puts the names of series beside their colours, and behind a name what `more` makes of its number. */
export function key(list, names, more = () => []) {
  list.replaceChildren(...names.map((name, number) => {
    const swatch = element("span", { className: "swatch" });
    swatch.style.color = `var(${series(number)})`;
    return element("li", {}, swatch, name, ...more(number));
  }));
}
