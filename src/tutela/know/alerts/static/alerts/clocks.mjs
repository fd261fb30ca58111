/** Clocks that run down on the page: how much time is left, and the state that follows from it. */
import { serverNow } from "../components/time.mjs";

const MINUTE = 60_000;
/** The same share as the server's rules: less than this of the time left is due soon. */
const DUE_SOON_SHARE = 0.25;
const ICONS = { "in-time": "circle-check", "due-soon": "hourglass-high", overdue: "alert-octagon" };

/** Keep every clock below `root` true, now and every ten seconds. @param {Element} root */
export function startCountdowns(root) {
  const words = root.querySelector("[data-words]");
  if (!(words instanceof HTMLElement)) return;
  setInterval(() => setCountdowns(root, words.dataset), MINUTE / 6);
}

/** @param {Element} root @param {DOMStringMap} words */
export function setCountdowns(root, words) {
  const now = serverNow().getTime();
  for (const clock of root.querySelectorAll("[data-due]")) {
    const due = Date.parse(clock.getAttribute("data-due") ?? "");
    const whole = Number(clock.getAttribute("data-whole")) * 1000;
    const state = now > due ? "overdue" : due - now < whole * DUE_SOON_SHARE ? "due-soon" : "in-time";
    const text = now > due ? fill(words.over, spanWords(now - due, words)) : fill(words.left, spanWords(due - now, words));
    const told = clock.querySelector("[data-left]");
    if (told && told.textContent !== text) told.textContent = text;
    if (!clock.classList.contains(`time-${state}`)) setState(clock, state, words);
  }
}

/** @param {Element} clock @param {"in-time" | "due-soon" | "overdue"} state @param {DOMStringMap} words */
function setState(clock, state, words) {
  clock.classList.remove("time-in-time", "time-due-soon", "time-overdue");
  clock.classList.add(`time-${state}`);
  const use = clock.querySelector("use");
  use?.setAttribute("href", (use.getAttribute("href") ?? "").replace(/#.*$/, `#${ICONS[state]}`));
  const spoken = clock.querySelector(".visually-hidden");
  const said = { "in-time": words.inTime, "due-soon": words.dueSoon, overdue: words.overdue }[state];
  if (spoken) spoken.textContent = `${said}: `;
}

/** Say a length of time as the server does. @param {number} length milliseconds @param {DOMStringMap} words */
export function spanWords(length, words) {
  const minutes = Math.floor(length / MINUTE);
  if (minutes < 60) return amount(words.min, minutes);
  const hours = Math.floor(minutes / 60);
  if (hours < 24) {
    const rest = minutes % 60;
    return rest && hours < 10 ? `${amount(words.h, hours)} ${amount(words.min, rest)}` : amount(words.h, hours);
  }
  const days = Math.floor(hours / 24);
  return hours % 24 && days < 2 ? `${amount(words.d, days)} ${amount(words.h, hours % 24)}` : amount(words.d, days);
}

/** @param {string | undefined} word @param {number} count */
function amount(word, count) {
  return (word ?? "{n}").replace("{n}", String(count));
}

/** @param {string | undefined} word @param {string} span */
function fill(word, span) {
  return (word ?? "{span}").replace("{span}", span);
}
