// A headless Chromium, told what to do through the DevTools protocol over a pipe: it needs nothing but Node.

import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PATIENCE = 30_000;

/** Starts the program, and opens a page in it. */
export async function launch(program) {
  // In containers there are not the rights that the browser's sandbox needs; it sees nothing but this page.
  const profile = await mkdtemp(join(tmpdir(), "izhi-live-"));
  const flags = ["--headless=new", "--remote-debugging-pipe", `--user-data-dir=${profile}`, "--no-first-run", "--disable-gpu",
    "--disable-dev-shm-usage", "--hide-scrollbars", "--no-sandbox", "about:blank"];
  const child = spawn(program, flags, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
  const [to, from] = [child.stdio[3], child.stdio[4]];
  const waiting = new Map();
  const problems = [];
  let number = 0;
  let session;
  let rest = "";

  from.on("data", (data) => {
    rest += data;
    const messages = rest.split("\0");
    rest = messages.pop();
    messages.forEach((message) => hear(JSON.parse(message)));
  });

  function hear({ id, result, error, method, params }) {
    if (id !== undefined) {
      const [resolve, reject] = waiting.get(id);
      waiting.delete(id);
      if (error) reject(new Error(error.message));
      else resolve(result);
    } else if (method === "Runtime.exceptionThrown") {
      problems.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
    } else if (method === "Log.entryAdded" && params.entry.level === "error") {
      problems.push(`${params.entry.text} ${params.entry.url ?? ""}`);
    } else if (method === "Page.javascriptDialogOpening") {
      send("Page.handleJavaScriptDialog", { accept: true });
    }
  }

  function send(method, params = {}) {
    number += 1;
    to.write(`${JSON.stringify({ id: number, method, params, sessionId: session })}\0`);
    return new Promise((resolve, reject) => waiting.set(number, [resolve, reject]));
  }

  const { targetInfos } = await send("Target.getTargets");
  const { targetId } = targetInfos.find(({ type }) => type === "page");
  session = (await send("Target.attachToTarget", { targetId, flatten: true })).sessionId;
  for (const domain of ["Page", "Runtime", "Log"]) await send(`${domain}.enable`);

  /** What an expression is in the page. */
  async function evaluate(expression) {
    const { result, exceptionDetails } = await send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(`${expression}: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
    return result.value;
  }

  /** Waits until an expression is true. */
  async function until(expression, what) {
    const end = Date.now() + PATIENCE;
    while (!(await evaluate(expression))) {
      if (Date.now() > end) throw new Error(`waited in vain: ${what}; problems of the page: ${problems.join("; ") || "none"}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  return {
    problems,
    evaluate,
    until,
    async open(url) {
      await send("Page.navigate", { url });
      await until(`location.href === "${url}" && document.readyState === "complete"`, `the page of ${url}`);
    },
    /** As wide as a laptop or a phone, in light or dark. */
    async look(width, height, scheme, isPhone) {
      await send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: isPhone ? 2 : 1, mobile: isPhone });
      await send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
    },
    /** The whole page as a picture. */
    async picture(path) {
      const { data } = await send("Page.captureScreenshot", { format: "png", captureBeyondViewport: true });
      await writeFile(path, Buffer.from(data, "base64"));
    },
    async press(key, code) {
      for (const type of ["rawKeyDown", "keyUp"]) await send("Input.dispatchKeyEvent", { type, key, code: key, windowsVirtualKeyCode: code });
    },
    async close() {
      const isClosed = new Promise((resolve) => child.on("exit", resolve));
      send("Browser.close").catch(() => {});
      await isClosed;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
