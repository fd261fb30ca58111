/** Clocks that go on and ages ("12 min ago") that stay true while the page is open. */

const MINUTE = 60_000;
const STEPS = /** @type {[number, Intl.RelativeTimeFormatUnit, number][]} */ ([
  [60 * MINUTE, "minute", MINUTE],
  [24 * 60 * MINUTE, "hour", 60 * MINUTE],
  [14 * 24 * 60 * MINUTE, "day", 24 * 60 * MINUTE],
]);

/** The server's time less this computer's, in milliseconds: a wrong clock at the desk must not tell a wrong time. */
let offset = 0;

/** The present by the server's clock. */
export function serverNow() {
  return new Date(Date.now() + offset);
}

/** The page's language, as the server chose it. */
export function language() {
  return document.documentElement.lang || "en";
}

/** Call `work` now and at the turn of every minute. @param {() => void} work */
function everyMinute(work) {
  work();
  setTimeout(() => everyMinute(work), MINUTE - (serverNow().getTime() % MINUTE));
}

/** Set every clock to the present, each in its own zone. */
export function startClocks() {
  const clocks = [...document.querySelectorAll("time[data-clock]")];
  if (clocks.length === 0) return;
  const told = Date.parse(clocks[0]?.getAttribute("datetime") ?? "");
  if (Math.abs(told - Date.now()) > 2 * MINUTE) offset = told - Date.now();
  everyMinute(() => {
    const now = serverNow();
    for (const clock of clocks) {
      const zone = clock.getAttribute("data-clock") ?? "UTC";
      clock.textContent = now.toLocaleTimeString("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
      clock.setAttribute("datetime", now.toISOString());
    }
  });
}

/** Say how long ago in the page's language; an empty text means: leave what the server wrote.
 * @param {Date} moment @param {Date} now */
export function ageText(moment, now) {
  const passed = now.getTime() - moment.getTime();
  if (passed < MINUTE) return "";
  const step = STEPS.find(([limit]) => passed < limit);
  if (!step) return "";
  const format = new Intl.RelativeTimeFormat(language(), { style: "short", numeric: "always" });
  return format.format(-Math.floor(passed / step[2]), step[1]);
}

/** Keep every age true; the server's words stand until the first minute has passed. */
export function startAges() {
  const opened = Date.now();
  if (!document.querySelector("time[data-ago]")) return;
  everyMinute(() => {
    if (Date.now() - opened < MINUTE / 2) return;
    for (const age of document.querySelectorAll("time[data-ago]")) {
      const text = ageText(new Date(age.getAttribute("datetime") ?? ""), serverNow());
      const words = age.querySelector(".ago-text");
      if (text && words) words.textContent = text;
    }
  });
}
