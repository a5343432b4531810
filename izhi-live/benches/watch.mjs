// Opens the page in a browser until standard input ends: node watch.mjs URL CHROMIUM

import { launch } from "../tests/browser/browser.mjs";

const [url, chromium] = process.argv.slice(2);
const page = await launch(chromium);
await page.look(1366, 768, "light", false);
await page.open(url);
await page.until(`Number(document.getElementById("iteration")?.textContent.replaceAll(",", "")) > 0`, "a network that runs");
await new Promise((resolve) => setTimeout(resolve, 1000));
console.log("draws");
process.stdin.resume();
process.stdin.on("end", async () => {
  await page.close();
  process.exit();
});
