/**
 * The desk keeps itself up to date and is worked by single keys.
 * Without scripts it is a plain list: every key has its button or its link.
 */
import { Line } from "./line.mjs";
import { startCountdowns } from "./clocks.mjs";
import { startSound } from "./sound.mjs";
import { Rows } from "./rows.mjs";

const root = document.querySelector("[data-desk]");
if (root instanceof HTMLElement) start(root);

/** @param {HTMLElement} root */
function start(root) {
  const sound = startSound(root);
  const rows = new Rows(root, { onNews: (count) => sound.ring(count) });
  const line = new Line(root, rows);
  startCountdowns(root);
  addKeysToHelp();
  startKeys(root, rows, line);
  root.querySelector("[data-desk-form]")?.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = /** @type {SubmitEvent} */ (event).submitter;
    if (button instanceof HTMLButtonElement) line.act(button.name, button.value);
  });
  comeBack(rows);
  line.start();
}

/** Give the focus to the row that the address names; the browser takes it once more when it has loaded everything.
 * @param {Rows} rows */
function comeBack(rows) {
  const focus = () => {
    if (document.activeElement === document.body) rows.focusOn(location.hash.slice(1));
  };
  focus();
  addEventListener("load", () => setTimeout(focus));
}

/** The help of the frame knows the keys of every page; this page has more. */
function addKeysToHelp() {
  const more = document.querySelector("template[data-more-keys]");
  const list = document.querySelector("#keyboard-help dl");
  if (more instanceof HTMLTemplateElement) list?.append(more.content.cloneNode(true));
}

/** Answer single keys for the row that has the focus, never while somebody types.
 * @param {HTMLElement} root @param {Rows} rows @param {Line} line */
function startKeys(root, rows, line) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    if (answer(event.key)) event.preventDefault();
  });

  /** @param {string} key */
  function answer(key) {
    if (key === "n") return press("[data-key-open='n']");
    const address = root.dataset[`open${key.toUpperCase()}`];
    const isAct = (key === "a" || key === "w") && root.dataset.openE !== undefined;
    if (key.length !== 1 || !(address || isAct)) return false;
    const row = rows.focused();
    if (!row) {
      line.say(root.querySelector("[data-news]")?.getAttribute("data-news-choose") ?? "");
      return true;
    }
    if (address) location.assign(address.replace("REF", row.id) + (root.dataset.back ?? ""));
    else line.act(key === "a" ? "acknowledge" : row.hasAttribute("data-mine") ? "leave" : "work", row.id);
    return true;
  }
}

/** @param {string} selector */
function press(selector) {
  const found = document.querySelector(selector);
  if (!(found instanceof HTMLElement)) return false;
  found.click();
  return true;
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLElement
    && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
}
