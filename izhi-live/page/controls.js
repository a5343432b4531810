// Play, pause, step, speed, and the numbers beside them.

import { element, short, whole } from "./elements.js";

// The slider is logarithmic: from one iteration in each second to a million, and behind that as many as can be.
const POSITIONS = 120;
const DECADES = 6;

export function controls(about, say) {
  const play = element("button", { className: "main", id: "play", onclick: toggle }, "Play");
  const count = element("input", { type: "number", className: "short", id: "count", min: 1, max: 1e6, step: 1, value: 1,
    "aria-label": "Iterations of a step" });
  const step = element("button", { id: "step", onclick: () => say({ do: "step", iterations: Number(count.value) }) }, "Step");
  const reset = element("button", { id: "reset", title: "Lets the network begin anew, with its parameters as they are",
    onclick: () => say({ do: "reset" }) }, "Reset");
  const end = element("button", { id: "end", title: "Lets the program go on, without this page", onclick: finish }, "End");
  document.getElementById("buttons").replaceChildren(play, step, count, reset, end);

  const slider = element("input", { type: "range", id: "pace", min: 0, max: POSITIONS + 1, step: 1, value: POSITIONS + 1,
    oninput: () => say({ do: "speed", iterations_per_second: speedAt(Number(slider.value)) }) });
  const spoken = element("output", { htmlFor: "pace" });
  document.getElementById("speed").replaceChildren(element("label", { htmlFor: "pace" }, "Speed"), slider, spoken);

  const iteration = element("dd", { id: "iteration" }, "0");
  const time = element("dd", { id: "time" }, "0");
  const measured = element("dd", { id: "measured" }, "–");
  const numbers = [["iteration", iteration], ["time", time], ["measured", measured]];
  document.getElementById("numbers").replaceChildren(
    ...numbers.map(([name, value]) => element("div", {}, element("dt", {}, name), value)));
  document.getElementById("network").textContent = about.network;
  document.title = `${about.network} – izhi`;

  let isRunning = false;

  function toggle() {
    say({ do: isRunning ? "pause" : "play" });
  }

  function finish() {
    if (confirm("The program goes on without this page, and the network is shown no longer.")) say({ do: "end" });
  }

  function speedAt(position) {
    return position > POSITIONS ? null : Number((10 ** ((position / POSITIONS) * DECADES)).toPrecision(2));
  }

  function positionOf(speed) {
    return speed === null ? POSITIONS + 1 : Math.round((Math.log10(Math.max(speed, 1)) / DECADES) * POSITIONS);
  }

  /** Seconds of the model in each second. */
  function factor(speed) {
    return `${short((speed * about.dt) / 1000, 3)} × real time`;
  }

  return {
    status(status) {
      isRunning = status.is_running;
      play.textContent = isRunning ? "Pause" : "Play";
      step.disabled = isRunning;
      const speed = status.iterations_per_second;
      if (document.activeElement !== slider) slider.value = positionOf(speed);
      spoken.textContent = speed === null ? "as fast as it can" : `${whole(speed)} iterations/s, ${factor(speed)}`;
    },
    draw(frame) {
      iteration.textContent = whole(frame.iteration);
      time.textContent = `${((frame.iteration * about.dt) / 1000).toFixed(3)} s`;
      measured.textContent = frame.isRunning ? `${whole(frame.speed)} iterations/s, ${factor(frame.speed)}` : "paused";
    },
  };
}
