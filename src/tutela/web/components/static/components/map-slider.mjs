/** The months in view: two handles over small bars, and a play button that does nothing until it is pressed. */

const PLAY_STEP = 1100;
const PLAY_WINDOW = 3;

export class MonthSlider {
  /**
   * @param {HTMLElement} root the fieldset
   * @param {{ firstMonth: string, names: string[], span: string, play: string, pause: string }} setup
   * @param {(from: string, to: string) => void} changed called with months like 2018-03
   */
  constructor(root, setup, changed) {
    this.setup = setup;
    this.changed = changed;
    this.from = /** @type {HTMLInputElement} */ (root.querySelector("[data-slider-from]"));
    this.to = /** @type {HTMLInputElement} */ (root.querySelector("[data-slider-to]"));
    this.words = /** @type {HTMLOutputElement} */ (root.querySelector("[data-slider-words]"));
    this.bars = /** @type {SVGSVGElement} */ (root.querySelector("[data-slider-bars]"));
    this.playButton = /** @type {HTMLButtonElement} */ (root.querySelector("[data-slider-play]"));
    this.last = Number(this.to.max);
    this.timer = 0;
    this.wait = 0;
    /** @type {[string, number, number][]} */
    this.months = [];
    this.from.addEventListener("input", () => this.moved(this.from));
    this.to.addEventListener("input", () => this.moved(this.to));
    this.playButton.addEventListener("click", () => (this.timer ? this.stop() : this.play()));
  }

  /** @param {string} month */
  indexOf(month) {
    return Math.min(Math.max(ordinal(month) - ordinal(this.setup.firstMonth), 0), this.last);
  }

  /** @param {number} index */
  monthAt(index) {
    const at = ordinal(this.setup.firstMonth) + index;
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
  }

  /** @param {number} index */
  wordsAt(index) {
    const [year, month] = this.monthAt(index).split("-");
    return `${this.setup.names[Number(month) - 1] ?? month} ${year}`;
  }

  /** Keep the handles in order, then tell after a short wait. @param {HTMLInputElement} handle */
  moved(handle) {
    this.stop();
    const [low, high] = [Number(this.from.value), Number(this.to.value)];
    if (low > high) handle.value = String(handle === this.from ? high : low);
    this.show();
    clearTimeout(this.wait);
    this.wait = setTimeout(() => this.tell(), 220);
  }

  tell() {
    this.changed(this.monthAt(Number(this.from.value)), this.monthAt(Number(this.to.value)));
  }

  show() {
    const [low, high] = [Number(this.from.value), Number(this.to.value)];
    const [first, last] = [this.wordsAt(low), this.wordsAt(high)];
    this.words.value = this.setup.span.replace("%(first)s", first).replace("%(last)s", last);
    this.from.setAttribute("aria-valuetext", first);
    this.to.setAttribute("aria-valuetext", last);
    this.draw();
  }

  play() {
    const width = Math.min(Number(this.to.value) - Number(this.from.value) + 1, this.last + 1);
    const window = width > this.last ? Math.min(PLAY_WINDOW, this.last + 1) : width;
    if (Number(this.to.value) >= this.last) {
      this.from.value = "0";
      this.to.value = String(window - 1);
    }
    this.setPlaying(true);
    this.step(0);
    this.timer = setInterval(() => this.step(1), PLAY_STEP);
  }

  /** @param {number} by */
  step(by) {
    if (Number(this.to.value) + by > this.last) return this.stop();
    this.to.value = String(Number(this.to.value) + by);
    this.from.value = String(Number(this.from.value) + by);
    this.show();
    this.tell();
  }

  stop() {
    clearInterval(this.timer);
    this.timer = 0;
    this.setPlaying(false);
  }

  /** @param {boolean} isPlaying */
  setPlaying(isPlaying) {
    this.playButton.setAttribute("aria-pressed", String(isPlaying));
    const label = this.playButton.querySelector("span");
    if (label) label.textContent = isPlaying ? this.setup.pause : this.setup.play;
    const use = this.playButton.querySelector("use");
    const href = use?.getAttribute("href") ?? "";
    use?.setAttribute("href", href.replace(/#.*/, isPlaying ? "#player-pause" : "#player-play"));
  }

  /** Take the counts by month. @param {[string, number, number][]} months */
  setMonths(months) {
    this.months = months;
    this.draw();
  }

  /** Draw incidents pale and civilians killed strong, each against its own highest month. */
  draw() {
    const [low, high] = [Number(this.from.value), Number(this.to.value)];
    const top = (/** @type {1 | 2} */ at) => Math.max(1, ...this.months.map((month) => month[at]));
    const tops = { 1: top(1), 2: top(2) };
    this.bars.setAttribute("viewBox", `0 0 ${(this.last + 1) * 10} 40`);
    this.bars.replaceChildren(...this.months.flatMap((month) => {
      const index = this.indexOf(month[0]);
      const side = index >= low && index <= high ? "in" : "out";
      return [bar(index * 10 + 1, 8, (month[1] / tops[1]) * 40, `bar-events is-${side}`),
        bar(index * 10 + 3, 4, (month[2] / tops[2]) * 40, `bar-harm is-${side}`)];
    }));
  }
}

/** Months since year 0. @param {string} month */
function ordinal(month) {
  const [year, number] = month.split("-").map(Number);
  return (year ?? 0) * 12 + (number ?? 1) - 1;
}

/** @param {number} x @param {number} width @param {number} height @param {string} css */
function bar(x, width, height, css) {
  const shape = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const tall = height > 0 ? Math.max(height, 1) : 0;
  for (const [name, value] of Object.entries({ x, y: 40 - tall, width, height: tall })) {
    shape.setAttribute(name, String(Math.round(value * 10) / 10));
  }
  shape.setAttribute("class", css);
  return shape;
}
