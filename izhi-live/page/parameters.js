// Sliders and fields of all parameters, and switches of all behaviours.

import { element, panel } from "./elements.js";

// Of so many groups all parameters are shown at once.
const FEW = 3;

export function parameters(about, { say, look }) {
  const { content } = panel("right", "Parameters", look);
  const switches = [];
  const fields = [];
  let last = null;

  function within(name, owner) {
    return name.startsWith(`${owner}.`) ? name.slice(owner.length + 1) : null;
  }

  for (const group of about.groups) {
    const box = element("details", { className: "group", open: about.groups.length <= FEW }, element("summary", {}, element("h3", {}, group.name)));
    content.append(box);
    about.behaviors.forEach((behavior, number) => {
      const own = within(behavior.name, group.name);
      if (own === null || behavior.is_off) return;
      box.append(field(behavior, own, number));
    });
  }

  function field(behavior, own, number) {
    const box = element("input", { type: "checkbox", onchange: () => say({ do: "set_enabled", name: behavior.name, is_enabled: box.checked }) });
    box.dataset.behavior = behavior.name;
    switches[number] = box;
    const title = element("legend", {}, element("label", { title: `${behavior.behavior}, key ${behavior.key}` }, box, own));
    const rows = about.parameters.map((parameter, place) => {
      const name = within(parameter.name, behavior.name);
      return name === null ? null : row(parameter, name, place);
    });
    return element("fieldset", { className: "behavior" }, title, ...rows.filter((found) => found !== null));
  }

  function row(parameter, name, place) {
    const id = `parameter-${place}`;
    const send = (value) => Number.isFinite(value) && say({ do: "set_parameter", name: parameter.name, value });
    const slider = element("input", { type: "range", step: "any", disabled: parameter.is_fixed, "aria-label": `${parameter.name}, slider`,
      oninput: () => {
        const value = Number(Number(slider.value).toPrecision(4));
        number.value = value;
        send(value);
      } });
    const number = element("input", { type: "number", step: "any", id, disabled: parameter.is_fixed,
      onchange: () => number.value !== "" && send(number.valueAsNumber) });
    slider.dataset.parameter = number.dataset.parameter = parameter.name;
    fields[place] = { slider, number, isNew: true };
    const label = element("label", { htmlFor: id, title: parameter.name }, name);
    if (parameter.unit) label.append(element("span", { className: "unit" }, ` (${parameter.unit})`));
    const said = [parameter.doc, parameter.is_fixed ? "Initial values alone depend on it." : ""].filter((text) => text !== "");
    const note = said.length > 0 ? [element("p", { className: "note" }, said.join(" "))] : [];
    return element("div", { className: "parameter" }, label, slider, number, ...note);
  }

  /** Room for the value on the slider: from zero to twice as much, and more where it has come to more. */
  function spread({ slider, isNew }, value) {
    const [low, high] = value === 0 ? [-1, 1] : [Math.min(0, 2 * value), Math.max(0, 2 * value)];
    if (isNew || value < Number(slider.min) || value > Number(slider.max)) Object.assign(slider, { min: low, max: high });
  }

  function show(status, isForced) {
    last = status;
    status.are_enabled.forEach((isEnabled, number) => {
      if (switches[number]) switches[number].checked = isEnabled;
    });
    status.parameters.forEach((value, place) => {
      const { slider, number } = fields[place];
      if (value === null) {
        number.placeholder = "of each neuron";
        return;
      }
      spread(fields[place], value);
      fields[place].isNew = false;
      if (isForced || document.activeElement !== slider) slider.value = value;
      if (isForced || document.activeElement !== number) number.value = value;
    });
  }

  return {
    look: () => ({}),
    draw() {},
    status: (status) => show(status, false),
    /** What was refused is taken back. */
    refused: () => last && show(last, true),
  };
}
