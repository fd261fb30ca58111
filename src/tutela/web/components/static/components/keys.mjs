/** The keyboard: j and k walk a list, Enter opens (the link has the focus), / searches, f filters, ? helps. */
import { openDialog } from "./layers.mjs";

/** Answer single keys, but never while somebody types or holds a modifier. */
export function startKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    if (answer(event.key)) event.preventDefault();
  });
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLElement
    && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
}

/** Do what a key asks; false when it asks nothing. @param {string} key */
function answer(key) {
  if (key === "j") return walk(1);
  if (key === "k") return walk(-1);
  if (key === "?") return openHelp();
  if (key === "/") return focusOn("[data-key-focus='/']");
  if (key === "f") return focusOnFilters();
  if (key === "m") return showOnMap();
  return false;
}

function openHelp() {
  openDialog("keyboard-help");
  return true;
}

/** Move the focus among the rows of the list that holds it, or of the first list. @param {number} step */
function walk(step) {
  const active = document.activeElement;
  const list = active?.closest("[data-keys]") ?? document.querySelector("[data-keys]");
  const links = /** @type {HTMLElement[]} */ ([...(list?.querySelectorAll("[data-row-link]") ?? [])])
    .filter((link) => link.offsetParent !== null);
  if (links.length === 0) return false;
  const row = active?.closest("tr, li");
  const here = links.findIndex((link) => row?.contains(link));
  const next = here === -1 ? (step > 0 ? 0 : links.length - 1) : here + step;
  links[Math.min(Math.max(next, 0), links.length - 1)]?.focus();
  return true;
}

/** @param {string} selector */
function focusOn(selector) {
  const found = document.querySelector(selector);
  if (!(found instanceof HTMLElement)) return false;
  found.focus();
  return true;
}

function focusOnFilters() {
  document.querySelector("details.filters-fold")?.setAttribute("open", "");
  return focusOn(".filters-fields input:not([type=hidden]), .filters-fields select, .filters-fields summary");
}

/** Show the row that has the focus on the map; the map listens for this. */
function showOnMap() {
  const row = document.activeElement?.closest("[data-row]");
  if (!row) return false;
  row.dispatchEvent(new CustomEvent("tutela:show", { bubbles: true, detail: row.getAttribute("data-row") }));
  return true;
}
