/**
 * The map and its list, which always hold the same: the list follows the viewport, the map follows the list.
 * Where the map cannot be drawn the list goes on working. The shape of the data is described in maps.py.
 */
import { dataAddress, readView, writeFilters, writeParameters } from "./map-address.mjs";
import { MapCanvas } from "./map-canvas.mjs";
import { MonthSlider } from "./map-slider.mjs";

/** Start every map of the page. */
export function startMaps() {
  for (const root of document.querySelectorAll("[data-map]")) {
    if (root instanceof HTMLElement) new MapPage(root).start();
  }
}

class MapPage {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.block = /** @type {HTMLElement} */ (root.closest(".map-block") ?? root.parentElement);
    this.state = /** @type {HTMLElement} */ (root.querySelector("[data-map-state]"));
    this.rows = this.block.querySelector("[data-map-rows]");
    this.summary = this.block.querySelector("[data-map-summary]");
    this.canvas = new MapCanvas(root, { moved: (at) => this.moved(at), shown: (row) => this.markRow(row) });
    this.asked = new AbortController();
    this.wait = 0;
    this.shownRow = "";
    this.isOpening = false;
    this.slider = this.makeSlider();
  }

  start() {
    this.block.addEventListener("tutela:show", (event) => this.showRow(/** @type {CustomEvent} */ (event).detail));
    this.block.addEventListener("tutela:tabs", () => this.open());
    for (const kind of ["pointerover", "focusin"]) {
      this.rows?.addEventListener(kind, (event) => this.canvas.highlight(rowOf(event.target)));
    }
    for (const form of document.querySelectorAll("form[data-filters]")) this.follow(/** @type {HTMLFormElement} */ (form));
    this.open();
  }

  /** Draw the map when it can be seen: on a phone only once its tab is chosen. */
  async open() {
    if (!this.isOpening && this.root.offsetParent !== null) {
      this.isOpening = true;
      const isDrawn = await this.canvas.open(readView());
      if (!isDrawn) this.say(this.root.dataset["textNoWebgl"] ?? "");
      this.load();
    } else if (this.isOpening) this.canvas.resize();
    else this.load();
  }

  makeSlider() {
    const fieldset = this.block.querySelector("[data-map-slider]");
    const data = this.root.dataset;
    if (!(fieldset instanceof HTMLElement)) return null;
    const slider = new MonthSlider(fieldset, {
      firstMonth: data["firstMonth"] ?? "", names: (data["monthNames"] ?? "").split(","), span: data["span"] ?? "",
      play: data["textPlay"] ?? "", pause: data["textPause"] ?? "",
    }, (from, to) => {
      writeParameters({ from, to });
      this.load();
    });
    slider.show();
    return slider;
  }

  /** Filters change the map and the list in place. @param {HTMLFormElement} form */
  follow(form) {
    const apply = () => {
      writeFilters(form);
      form.querySelector(".chips")?.remove();
      this.load();
    };
    form.addEventListener("change", apply);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      apply();
    });
  }

  /** The viewport moved: remember it and ask again, a moment later. @param {string} at */
  moved(at) {
    writeParameters({ at });
    clearTimeout(this.wait);
    this.wait = setTimeout(() => this.load(), 250);
  }

  /** Ask for what is in view; an answer that comes after a newer question is thrown away. */
  async load() {
    this.asked.abort();
    this.asked = new AbortController();
    const { box, zoom } = this.canvas.view();
    const address = dataAddress(this.root.dataset["url"] ?? "", box, zoom);
    this.block.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(address, { signal: this.asked.signal, headers: { Accept: "application/json" } });
      if (!response.ok) throw new Error(`${response.status}`);
      this.show(await response.json());
    } catch (problem) {
      if (/** @type {Error} */ (problem).name === "AbortError") return;
      this.say(this.root.dataset["textFailed"] ?? "");
    }
    this.block.removeAttribute("aria-busy");
  }

  /** @param {any} answer */
  show(answer) {
    if (this.canvas.isDrawn) this.say("");
    this.canvas.setData(answer);
    this.slider?.setMonths(answer.months ?? []);
    if (this.summary) this.summary.textContent = answer.summary ?? "";
    if (this.rows && typeof answer.list_html === "string") this.replaceRows(answer.list_html);
  }

  /** Put the server's rows in place; a row that had the focus or the mark keeps it. @param {string} html */
  replaceRows(html) {
    if (!this.rows) return;
    const focused = this.rows.contains(document.activeElement) ? rowOf(document.activeElement) : "";
    this.rows.innerHTML = html;
    if (focused) this.focusRow(focused);
    this.markRow(this.shownRow);
  }

  /** Focus a row's link; false when the row is not in the list any more. @param {string} row */
  focusRow(row) {
    const link = this.rows?.querySelector(`[data-row="${CSS.escape(row)}"] [data-row-link]`);
    if (!(link instanceof HTMLElement)) return false;
    link.focus();
    return true;
  }

  /** @param {string} text */
  say(text) {
    this.state.textContent = text;
    this.state.hidden = !text;
  }

  /** Show a row of the list on the map, choosing its tab first on a phone. @param {string} row */
  showRow(row) {
    const tab = this.block.querySelector(`[role=tab][aria-controls="${this.root.parentElement?.id}"]`);
    if (tab instanceof HTMLElement && tab.offsetParent !== null) tab.click();
    this.canvas.showRow(row, () => this.focusRow(row));
  }

  /** Mark the row that the map speaks of. @param {string} row */
  markRow(row) {
    this.shownRow = row;
    for (const other of this.rows?.querySelectorAll(".is-shown") ?? []) other.classList.remove("is-shown");
    const found = row ? this.rows?.querySelector(`[data-row="${CSS.escape(row)}"]`) : null;
    found?.classList.add("is-shown");
    found?.scrollIntoView({ block: "nearest" });
  }
}

/** @param {EventTarget | null} target */
function rowOf(target) {
  return target instanceof Element ? target.closest("[data-row]")?.getAttribute("data-row") ?? "" : "";
}
