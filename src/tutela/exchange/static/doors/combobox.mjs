/** A field that completes what is typed: a list under it, arrows to move, Enter or Tab to take, Escape to close it. */

let made = 0;

/** Return text without accents, case and punctuation, as names are compared. @param {string} text */
export function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/['’‘`]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** How well folded words fit what was typed: 3 from the beginning, 2 from that of a word, 1 inside, 0 not at all.
 * @param {string} words @param {string} typed */
export function fit(words, typed) {
  if (words.startsWith(typed)) return 3;
  if (words.includes(` ${typed}`)) return 2;
  return typed.length > 2 && words.includes(typed) ? 1 : 0;
}

/** @typedef {{label: string, within?: string, key?: string, isChosen?: boolean, isSure?: boolean}} Option */

export class Combobox {
  /**
   * `search` finds options for what is typed, `take` is told of the one that was chosen, `none` is what an empty list
   * says. Only an option that is sure is taken by Tab or Enter without an arrow key.
   * @param {HTMLInputElement} input @param {HTMLElement} list
   * @param {{search: (typed: string) => Option[], take: (option: Option) => void, none?: string}} work
   */
  constructor(input, list, work) {
    this.input = input;
    this.list = list;
    this.work = work;
    this.name = `choice-${made += 1}`;
    /** @type {Option[]} */
    this.options = [];
    this.at = -1;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");
    input.addEventListener("input", () => this.show());
    input.addEventListener("keydown", (event) => this.answer(event));
    input.addEventListener("blur", () => this.close());
    list.addEventListener("pointerdown", (event) => this.press(event));
    list.addEventListener("click", (event) => this.click(event));
  }

  get isOpen() {
    return !this.list.hidden;
  }

  /** Show what fits; an empty field shows nothing until somebody asks with an arrow. @param {boolean} [isAsked] */
  show(isAsked = false) {
    const typed = this.input.value.trim();
    if (!typed && !isAsked) return this.close();
    this.options = this.work.search(typed);
    if (!this.options.length && !this.work.none) return this.close();
    this.draw();
    this.move(this.options[0]?.isSure ? 0 : -1);
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
  }

  draw() {
    const lines = this.options.map((option, index) => this.line(option, index));
    if (!lines.length) lines.push(piece("li", "picker-none", this.work.none ?? ""));
    this.list.replaceChildren(...lines);
  }

  /** @param {Option} option @param {number} index */
  line(option, index) {
    const line = piece("li", option.isChosen ? "picker-option is-chosen" : "picker-option");
    line.id = `${this.name}-${index}`;
    line.setAttribute("role", "option");
    line.setAttribute("aria-selected", "false");
    line.dataset.index = String(index);
    if (option.key) line.append(piece("kbd", "", option.key));
    line.append(piece("span", "picker-label", option.label));
    if (option.within) line.append(piece("span", "picker-within", option.within));
    return line;
  }

  /** Mark an option as the one that Enter takes; -1 marks none. @param {number} index */
  move(index) {
    this.at = index;
    [...this.list.children].forEach((line, number) => {
      if (line.getAttribute("role") === "option") line.setAttribute("aria-selected", String(number === index));
    });
    const line = this.list.children[index];
    if (index >= 0 && line) {
      this.input.setAttribute("aria-activedescendant", line.id);
      line.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  close() {
    this.list.hidden = true;
    this.at = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  /** @param {KeyboardEvent} event */
  answer(event) {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!this.isOpen) return this.show(true);
      const count = this.options.length;
      if (count) this.move((this.at + (event.key === "ArrowDown" ? 1 : count - (this.at < 0 ? 0 : 1))) % count);
    } else if (event.key === "Escape" && this.isOpen) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    } else if (event.key === "Enter" && this.isOpen && this.at >= 0) {
      event.preventDefault();
      event.stopPropagation();
      this.take(this.at);
    } else if (event.key === "Tab" && this.isOpen && this.at >= 0) {
      this.take(this.at);
    }
  }

  /** @param {number} index */
  take(index) {
    const option = this.options[index];
    this.close();
    if (option) this.work.take(option);
  }

  /** A finger or mouse on the list must not take the focus from the field. @param {Event} event */
  press(event) {
    event.preventDefault();
  }

  /** @param {Event} event */
  click(event) {
    const line = event.target instanceof Element ? event.target.closest("[data-index]") : null;
    if (line instanceof HTMLElement) this.take(Number(line.dataset.index));
  }
}

/** Make an element with a class and text. @param {string} tag @param {string} className @param {string} [text] */
export function piece(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}
