/** The field for a place: completes names of the mission's areas and bases, and says how it reads what it does not know. */
import { Combobox, fit, fold } from "./combobox.mjs";

const MOST = 8;
const COORDINATES = /(^|[\s,;])[NSEWO]?\s*[+-]?\d{1,3}([.,]\d+)?\s*[°º]?.*[\s,;/].*\d{1,3}([.,]\d+)?\s*[°º'’′"”″]*\s*[NSEWO]?\s*$/i;
const MEANT = /\d[.,]\d|[°º]|\d\s*[NSEWO]\b|\b[NSEWO]\s*\d|-\d/i;
const GRID = /(^|\W)\d{1,2}[C-HJ-NP-X]\s*[A-HJ-NP-Z]{2}\s*(\d{1,5}\s+\d{1,5}|\d{2,10})\s*$/i;

/** @typedef {{choice: string, name: string, within: string, folded: string[]}} Place */

export class PlaceField {
  /**
   * @param {{input: HTMLInputElement, list: HTMLElement, choice: HTMLInputElement, read: HTMLElement,
   *   words: Record<string, string>}} parts `choice` keeps what was chosen, `read` says how the field was read.
   */
  constructor(parts) {
    this.parts = parts;
    /** @type {Place[]} */
    this.places = [];
    this.box = new Combobox(parts.input, parts.list, {
      search: (typed) => this.search(typed),
      take: (option) => this.take(/** @type {Place & {label: string}} */ (/** @type {unknown} */ (option))),
    });
    parts.input.addEventListener("input", () => { parts.choice.value = ""; this.say(false); });
    parts.input.addEventListener("blur", () => this.settle());
  }

  /** @param {string[][]} rows what can be chosen: choice, name, what it lies in, its other names */
  setPlaces(rows) {
    this.places = rows.map(([choice = "", name = "", within = "", ...others]) => (
      { choice, name, within, folded: [name, ...others].map(fold) }
    ));
    if (document.activeElement === this.parts.input) this.box.show();
  }

  /** @param {string} text */
  search(text) {
    const typed = fold(text);
    if (!typed || this.isSpot(text)) return [];
    const found = this.places
      .map((place) => ({ place, rank: Math.max(...place.folded.map((name) => fit(name, typed))) }))
      .filter(({ rank }) => rank > 0);
    found.sort((one, other) => other.rank - one.rank || one.place.name.length - other.place.name.length);
    return found.slice(0, MOST).map(({ place, rank }) => (
      { ...place, label: place.name, isSure: rank === 3 }
    ));
  }

  /** @param {Place} place */
  take(place) {
    this.parts.input.value = place.name;
    this.parts.choice.value = place.choice;
    this.parts.input.dispatchEvent(new CustomEvent("tutela:placed", { bubbles: true }));
    this.say(true);
  }

  /** A name typed in full that is one place alone needs no choosing. */
  settle() {
    const { input, choice } = this.parts;
    const typed = fold(input.value);
    if (typed && !choice.value) {
      const same = this.places.filter((place) => place.folded.includes(typed));
      if (same.length === 1 && same[0]) choice.value = same[0].choice;
    }
    this.say(true);
  }

  /** @param {string} text */
  isSpot(text) {
    return GRID.test(text) || (COORDINATES.test(text) && MEANT.test(text));
  }

  /** Say how the field is read. @param {boolean} isLeft whether nobody types in it any more */
  say(isLeft) {
    const { input, choice, read, words } = this.parts;
    const text = input.value.trim();
    const chosen = this.places.find((place) => place.choice === choice.value);
    let told = "";
    if (chosen) told = chosen.within ? `${chosen.name} · ${chosen.within}` : chosen.name;
    else if (GRID.test(text)) told = words.grid ?? "";
    else if (text && this.isSpot(text)) told = words.point ?? "";
    else if (text && isLeft) told = words.free ?? "";
    read.textContent = told;
  }
}
