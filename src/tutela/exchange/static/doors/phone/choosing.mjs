/** What happens: a field that completes, over the boxes of the form. A number in the empty field ticks its box. */
import { Combobox, fit, fold, piece } from "../combobox.mjs";

/** @typedef {{label: string, folded: string, key: string, box: HTMLInputElement}} Choice */

export class WhatField {
  /** @param {HTMLElement} field @param {Record<string, string>} keys the number of a code
   * @param {Record<string, string>} words */
  constructor(field, keys, words) {
    this.words = words;
    this.input = /** @type {HTMLInputElement} */ (field.querySelector("[data-picker-input]"));
    this.chosen = /** @type {HTMLElement} */ (field.querySelector("[data-picker-chosen]"));
    this.told = /** @type {HTMLElement} */ (field.querySelector("[data-picker-said]"));
    const list = /** @type {HTMLElement} */ (field.querySelector("[data-picker-list]"));
    const boxes = /** @type {HTMLElement} */ (field.querySelector("[data-picker-choices]"));
    /** @type {Choice[]} */
    this.choices = [...boxes.querySelectorAll("input")].map((box) => {
      const label = box.closest("label")?.textContent?.trim() ?? "";
      return { label, folded: fold(label), key: keys[box.value] ?? "", box };
    });
    this.box = new Combobox(this.input, list, {
      search: (typed) => this.search(typed),
      take: (option) => this.toggle(/** @type {Choice} */ (/** @type {unknown} */ (option))),
      none: words.none,
    });
    this.input.addEventListener("keydown", (event) => this.answer(event));
    this.input.addEventListener("blur", () => this.told.textContent = this.input.value.trim() ? words.not_chosen ?? "" : "");
    boxes.hidden = true;
    /** @type {HTMLElement} */ (field.querySelector("[data-picker]")).hidden = false;
    this.writeKeys(/** @type {HTMLElement} */ (field.querySelector("[data-picker-keys]")));
    this.draw();
  }

  /** The codes that are chosen. */
  get codes() {
    return this.choices.filter(({ box }) => box.checked).map(({ box }) => box.value);
  }

  /** What was typed and is none of the choices. */
  get leftover() {
    return this.input.value.trim();
  }

  /** @param {string} text */
  search(text) {
    const typed = fold(text);
    const found = this.choices
      .map((choice, order) => ({ choice, order, rank: typed ? fit(choice.folded, typed) : 1 }))
      .filter(({ rank }) => rank > 0);
    found.sort((one, other) => other.rank - one.rank || one.order - other.order);
    return found.map(({ choice }) => ({ ...choice, isChosen: choice.box.checked, isSure: Boolean(typed) }));
  }

  /** @param {Choice} choice */
  toggle(choice) {
    choice.box.checked = !choice.box.checked;
    this.input.value = "";
    this.told.textContent = `${choice.box.checked ? this.words.chosen : this.words.take_out} ${choice.label}`;
    choice.box.dispatchEvent(new Event("change", { bubbles: true }));
    this.draw();
  }

  /** @param {KeyboardEvent} event */
  answer(event) {
    if (this.input.value || event.ctrlKey || event.altKey || event.metaKey) return;
    const choice = this.choices.find(({ key }) => key && key === event.key);
    const last = this.choices.filter(({ box }) => box.checked).pop();
    if (choice) {
      event.preventDefault();
      this.box.close();
      this.toggle(choice);
    } else if (event.key === "Backspace" && last) {
      this.toggle(last);
    }
  }

  draw() {
    this.chosen.replaceChildren(...this.choices.filter(({ box }) => box.checked).map((choice) => this.chip(choice)));
  }

  /** @param {Choice} choice */
  chip(choice) {
    const chip = piece("li", "picker-chip");
    const out = /** @type {HTMLButtonElement} */ (piece("button", "", "×"));
    out.type = "button";
    // Out of the tab order: Backspace in the field does the same, and Tab goes on to the next question.
    out.tabIndex = -1;
    out.setAttribute("aria-label", `${this.words.take_out} ${choice.label}`);
    out.addEventListener("click", () => { this.toggle(choice); this.input.focus(); });
    chip.append(piece("span", "", choice.label), out);
    return chip;
  }

  /** Write the keys and what they stand for under the field. @param {HTMLElement} line */
  writeKeys(line) {
    line.replaceChildren(...this.choices.filter(({ key }) => key).map(({ key, label }) => {
      const words = piece("span", "");
      words.append(piece("kbd", "", key), ` ${label}`);
      return words;
    }));
  }
}
