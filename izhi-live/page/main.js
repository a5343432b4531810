// The page: panels that look at a network, and the connection that feeds them.
//
// Each panel says what it looks at (`look`), and draws frames (`draw`). When all have drawn a frame, the program is asked for the
// next: a slow page, or one in a hidden tab, gets fewer.

import { analysis } from "./analysis.js";
import { connect } from "./connection.js";
import { controls } from "./controls.js";
import { decode } from "./frame.js";
import { neurons } from "./neurons.js";
import { parameters } from "./parameters.js";
import { raster } from "./raster.js";
import { rates } from "./rates.js";
import { schedule } from "./schedule.js";
import { traces } from "./traces.js";
import { weights } from "./weights.js";

const notice = document.getElementById("notice");
let page = null;
let network = null;
let timer = 0;

const connection = connect({ notice: tell, about, status, frame, error, profile, analysis: analysed });

function say(message) {
  return connection.say(message);
}

function tell(text, isPassing = false) {
  clearTimeout(timer);
  notice.textContent = text;
  notice.hidden = text === "";
  if (isPassing) timer = setTimeout(() => tell(""), 8000);
}

/** Tells the program what all panels together look at. */
function look() {
  if (!page) return;
  const all = { values: [], events: [], traces: [], weights: [], analysis: [] };
  for (const panel of page.panels) {
    for (const [kind, wanted] of Object.entries(panel.look())) all[kind].push(...wanted);
  }
  all.events = [...new Set(all.events)];
  say({ do: "look", ...all });
}

/** What the program says first is what the network is; behind a connection that was lost it says that once more. */
function about(said) {
  const isSame = network !== null && JSON.stringify(network) === JSON.stringify(said);
  if (!isSame) build(said);
  look();
  say({ do: "next" });
}

function build(said) {
  network = said;
  page = null;
  for (const column of document.getElementById("panels").children) column.replaceChildren();
  const tools = { say, look, trace: (variable, neuron) => trace.choose(variable, neuron) };
  const [grid, spikes, rate, trace] = [neurons(said, tools), raster(said, tools), rates(said, tools), traces(said, tools)];
  const parts = [weights(said, tools), analysis(said, tools)];
  const [set, order] = [parameters(said, tools), schedule(said, tools)];
  page = {
    controls: controls(said, say),
    panels: [grid, spikes, rate, trace, ...parts.filter((part) => part !== null), set, order],
    analysis: parts[1],
    parameters: set,
    schedule: order,
  };
  trace.begin();
}

function status(said) {
  page.controls.status(said);
  page.parameters.status(said);
  if (said.reason !== null) tell(`The network has paused: ${said.reason}`);
}

function frame(buffer) {
  requestAnimationFrame(() => {
    const shown = decode(buffer);
    page.controls.draw(shown);
    page.panels.forEach((panel) => panel.draw(shown));
    say({ do: "next" });
  });
}

function error({ message }) {
  tell(message, true);
  page?.parameters.refused();
}

function profile(said) {
  page.schedule.profile(said);
}

function analysed(said) {
  page.analysis?.hear(said);
}
