/** The page's words: both languages lie in the page, so it changes language without a connection. */

const KEPT = "capture-language";
const LANGUAGES = ["en", "fr"];
/** @type {Record<string, Record<string, string>>} */
let texts = {};
let language = "en";

/** @param {Record<string, Record<string, string>>} given by language and key */
export function setTexts(given) {
  texts = given;
  language = kept() ?? (navigator.languages.some((one) => one.startsWith("fr")) ? firstOf(navigator.languages) : "en");
}

/** @param {readonly string[]} wanted */
function firstOf(wanted) {
  return wanted.map((one) => one.slice(0, 2)).find((one) => LANGUAGES.includes(one)) ?? "en";
}

function kept() {
  try {
    const found = localStorage.getItem(KEPT);
    return found && LANGUAGES.includes(found) ? found : null;
  } catch {
    return null;
  }
}

export function currentLanguage() {
  return language;
}

/** Which of two labels, English and French, is the reader's. @param {string} english @param {string} french */
export function labelOf(english, french) {
  return language === "fr" ? french : english;
}

/** Return a text with its blanks filled. @param {string} key @param {Record<string, string | number>} [facts] */
export function text(key, facts = {}) {
  const words = texts[language]?.[key] ?? texts.en?.[key] ?? key;
  return words.replace(/\{(\w+)\}/g, (whole, name) => String(facts[name] ?? whole));
}

/** One or many. @param {string} key @param {number} count */
export function counted(key, count) {
  return count === 1 ? text(`${key}_one`) : text(`${key}_many`, { count });
}

/** Write every fixed text of the page in a language. @param {string} wanted */
export function speak(wanted) {
  language = wanted;
  try {
    localStorage.setItem(KEPT, wanted);
  } catch {
    // It is chosen again next time.
  }
  document.documentElement.lang = wanted;
  for (const place of document.querySelectorAll("[data-text]")) place.textContent = text(place.getAttribute("data-text") ?? "");
  for (const place of document.querySelectorAll("[data-text-label]")) {
    place.setAttribute("aria-label", text(place.getAttribute("data-text-label") ?? ""));
  }
  for (const button of document.querySelectorAll(".languages button")) {
    button.setAttribute("aria-pressed", String(button.getAttribute("value") === wanted));
  }
}

/** A moment as the reader writes it, to the minute. @param {string | number} moment */
export function moment(moment) {
  return new Date(moment).toLocaleString(language === "fr" ? "fr-FR" : "en-GB", {
    day: "numeric", month: "short", hour: "2-digit", minute: "2-digit",
  });
}
