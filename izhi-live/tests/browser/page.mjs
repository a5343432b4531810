// What a person would do with the page, in a real browser: node page.mjs URL CHROMIUM FOLDER
//
// It begins with a network of the example `izhikevich` that is paused, and ends with its end. Pictures go to the folder.

import { join } from "node:path";

import { launch } from "./browser.mjs";

const [url, chromium, folder] = process.argv.slice(2);
const page = await launch(chromium);

function expect(isSo, what) {
  if (!isSo) throw new Error(`expected ${what}`);
}

const text = (id) => `document.getElementById("${id}").textContent`;
const click = (id) => page.evaluate(`document.getElementById("${id}").click()`);
const iteration = `Number(${text("iteration")}.replaceAll(",", ""))`;

/** The pixels of the raster that are an event. */
const events = `(() => {
  const canvas = document.querySelector("canvas.raster");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let count = 0;
  for (let at = 3; at < data.length; at += 4) count += data[at] > 0 ? 1 : 0;
  return count;
})()`;

/** The colours of the first grid. */
const shades = `(() => {
  const canvas = document.querySelector(".grids canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return new Set(new Uint32Array(data.buffer)).size;
})()`;

/** Runs a number of iterations. */
async function run(iterations) {
  const before = await page.evaluate(iteration);
  await page.evaluate(`document.getElementById("count").value = ${iterations}`);
  await click("step");
  await page.until(`${iteration} === ${before + iterations} && ${text("measured")} === "paused"`, `${iterations} iterations`);
}

/** Moves the slider of a parameter as a person does. */
async function slide(parameter, value) {
  await page.evaluate(`(() => {
    const slider = document.querySelector('input[type=range][data-parameter="${parameter}"]');
    slider.value = ${value};
    slider.dispatchEvent(new Event("input"));
  })()`);
  await page.until(`document.querySelector('input[type=number][data-parameter="${parameter}"]').valueAsNumber === ${value}`, "the slider's value");
}

async function loads() {
  await page.look(1366, 768, "light", false);
  await page.open(url);
  await page.until(`${text("network")} === "Izhikevich"`, "the name of the network");
  await page.until(`document.querySelectorAll(".panel").length === 8`, "all panels");
  await page.until(`${shades} > 50`, "neurons in many colours before anything has run");
  expect((await page.evaluate(iteration)) === 0, "a network that waits");
}

async function playsAndPauses() {
  await click("play");
  await page.until(`${iteration} > 300`, "a network that runs");
  await page.until(`${text("play")} === "Pause"`, "a button that pauses");
  await page.until(`${events} > 100`, "events in the raster");
  await click("play");
  await page.until(`${text("measured")} === "paused"`, "a pause");
  const paused = await page.evaluate(iteration);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect((await page.evaluate(iteration)) === paused, "an iteration that stays");
}

async function aSliderHasItsEffect() {
  const counts = [];
  for (const d of [16, 4]) {
    await slide("excitatory_neurons.izhikevich_main.d", d);
    await run(1000);
    counts.push(await page.evaluate(events));
  }
  expect(counts[1] > 1.5 * counts[0], `more events where u rises less with each: ${counts.join(" and ")}`);
  await slide("excitatory_neurons.izhikevich_main.d", 8);
}

async function aSwitchHasItsEffect() {
  for (const group of ["excitatory_neurons", "inhibitory_neurons"]) {
    await page.evaluate(`document.querySelector('input[data-behavior="${group}.izhikevich_main"]').click()`);
  }
  await run(1000);
  const silent = await page.evaluate(events);
  for (const group of ["excitatory_neurons", "inhibitory_neurons"]) {
    await page.evaluate(`document.querySelector('input[data-behavior="${group}.izhikevich_main"]').click()`);
  }
  await run(1000);
  const loud = await page.evaluate(events);
  expect(silent !== loud && loud > 1000, `other events where no neuron moves on: ${silent} and ${loud}`);
}

async function whatIsRefusedIsSaidAndTakenBack() {
  const field = `document.querySelector('input[type=number][data-parameter="excitatory_neurons.izhikevich_main.a"]')`;
  await page.evaluate(`${field}.value = 1e39; ${field}.dispatchEvent(new Event("change"))`);
  await page.until(`!document.getElementById("notice").hidden`, "a notice");
  await page.until(`${field}.valueAsNumber === 0.02`, "the old value");
}

async function aPulseMovesANeuron() {
  const caption = `document.querySelector("figcaption").textContent`;
  await page.evaluate(`document.getElementById("shown").value = "v"; document.getElementById("shown").dispatchEvent(new Event("change"));
    document.getElementById("target").value = "v"; document.getElementById("radius").value = 0; document.querySelector(".grids canvas").focus()`);
  await page.press("ArrowRight", 39);
  await page.until(`${caption}.includes("neuron 0")`, "the first neuron");
  const value = `Number(${caption}.split(": ")[1].split(" ")[0].replace("−", "-"))`;
  const before = await page.evaluate(value);
  await page.press("Enter", 13);
  await page.until(`Math.abs(${value} - ${before} - 20) < 0.1`, "a membrane potential that is 20 higher");
}

async function timesAreMeasured() {
  await click("measure");
  await page.until(`document.querySelector(".profile")?.textContent.includes("excitatory_neurons.izhikevich_input")`, "a table of times");
}

async function fitsAndIsDrawn() {
  const speed = `document.getElementById("pace")`;
  await page.evaluate(`${speed}.value = 65; ${speed}.dispatchEvent(new Event("input"))`);
  await page.evaluate(`for (const neuron of [7, 300]) { document.getElementById("neuron").value = neuron; document.getElementById("add").click(); }`);
  await click("play");
  const sizes = [["laptop", 1366, 768, false], ["phone", 390, 844, true]];
  for (const [name, width, height, isPhone] of sizes) {
    for (const scheme of ["light", "dark"]) {
      await page.look(width, height, scheme, isPhone);
      const before = await page.evaluate(iteration);
      await page.until(`${iteration} > ${before} + 2000`, "a network that runs");
      const wide = await page.evaluate("document.documentElement.scrollWidth");
      expect(wide <= width, `nothing wider than the ${name}: ${wide} pixels`);
      await page.picture(join(folder, `${name}-${scheme}.png`));
    }
  }
  await page.look(1366, 768, "light", false);
}

async function isFast() {
  await page.evaluate(`document.getElementById("pace").value = 121; document.getElementById("pace").dispatchEvent(new Event("input"))`);
  const before = await page.evaluate(iteration);
  await page.until(`${iteration} > ${before} + 20000`, "a network that runs as fast as it can");
  await page.picture(join(folder, "fast.png"));
}

async function ends() {
  await slide("inhibitory_neurons.izhikevich_main.a", 0.03);
  await click("end");
  await page.until(`document.getElementById("notice").textContent.includes("no longer")`, "an end");
}

const steps = [loads, playsAndPauses, aSliderHasItsEffect, aSwitchHasItsEffect, whatIsRefusedIsSaidAndTakenBack, aPulseMovesANeuron,
  timesAreMeasured, fitsAndIsDrawn, isFast, ends];
try {
  for (const step of steps) {
    await step();
    console.log(`${step.name}: ok`);
  }
  expect(page.problems.length === 0, `a page without problems: ${page.problems.join("; ")}`);
} catch (error) {
  console.error(error);
  await page.picture(join(folder, "failed.png")).catch(() => {});
  process.exitCode = 1;
} finally {
  await page.close();
}
