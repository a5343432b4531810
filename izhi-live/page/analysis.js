// Spectrum and intervals of the last events, which the program works out.

import { chart } from "./charts.js";
import { element, menu, panel, short, whole } from "./elements.js";

// Above this there is little but noise, in Hz.
const HIGHEST = 250;

export function analysis(about, { look }) {
  const events = about.variables.map((variable, number) => ({ ...variable, number })).filter(({ kind }) => kind === "event");
  if (events.length === 0) return null;
  const { content, isOpen } = panel("middle", "Spectrum and intervals", look);
  const shown = menu(events.map(({ name, number }) => [number, name]), look, { id: "analysed" });
  content.append(element("div", { className: "row" }, element("label", {}, "Event", shown)));
    const note = element("p", { className: "note" }, "Both begin when there are enough iterations without a gap.");
  const power = chart(content, { labels: ["frequency (Hz)", "power (Hz²/Hz)"], height: 180 });
  const bars = chart(content, { labels: ["interval (ms)", "intervals"], isBars: true, height: 180 });

  content.append(note);

  return {
    look: () => ({ analysis: isOpen() ? [Number(shown.value)] : [] }),
    draw() {},
    hear({ variable, milliseconds, spectrum, intervals }) {
      if (!isOpen() || variable !== Number(shown.value)) return;
      if (spectrum) {
        const count = spectrum.x.filter((frequency) => frequency <= HIGHEST).length;
        power.draw([spectrum.x.slice(0, count), spectrum.y.slice(0, count)]);
      }
      if (intervals) bars.draw([intervals.x, intervals.y]);
      const cv = intervals?.cv ?? null;
      const variation = cv === null ? "" : ` Mean coefficient of variation of the neurons: ${short(cv, 3)}.`;
      note.textContent = `Of ${whole(milliseconds)} ms without a gap.${variation}`;
    },
  };
}
