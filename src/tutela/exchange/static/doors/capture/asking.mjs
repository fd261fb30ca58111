/** The questions: the same as those of the form for calls, for one thumb. What is typed survives a reload, not a theft. */
import { piece } from "../combobox.mjs";
import { PlaceField } from "../placing.mjs";
import { routeOf } from "../routing.mjs";
import { Files } from "./files.mjs";
import { currentLanguage, labelOf, text } from "./telling.mjs";

const DRAFT = "tutela-capture-draft";

export class Questions {
  /**
   * @param {HTMLFormElement} form @param {() => any} facts what the telephone knows @param {() => void} keep
   * @param {Record<string, import("../routing.mjs").Concern>} concerns
   */
  constructor(form, facts, keep, concerns) {
    this.form = form;
    this.concerns = concerns;
    this.facts = facts;
    this.files = new Files(form, () => facts()?.limits ?? { files: 5, file_bytes: 10_000_000 });
    this.spot = null;
    this.place = new PlaceField({
      input: this.field("place"),
      list: this.one("[data-picker-list]"),
      choice: this.field("place_choice"),
      read: this.one("[data-place-read]"),
      words: new Proxy({}, { get: (_none, key) => text(String(key)) }),
    });
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    form.addEventListener("submit", (event) => { event.preventDefault(); keep(); });
    form.addEventListener("keydown", (event) => {
      const isText = event.target instanceof HTMLTextAreaElement;
      // Enter ends a word on a telephone; the report is kept by its own button.
      if (event.key === "Enter" && !isText && event.target instanceof HTMLInputElement) event.preventDefault();
    });
    this.one("[data-here]").addEventListener("click", () => this.findSpot());
  }

  /** @param {string} selector */
  one(selector) {
    return /** @type {HTMLElement} */ (this.form.querySelector(selector));
  }

  /** @param {string} name */
  field(name) {
    return /** @type {HTMLInputElement} */ (this.form.elements.namedItem(name));
  }

  /** @param {string} name */
  ticked(name) {
    return [...this.form.querySelectorAll(`input[name=${name}]:checked`)]
      .map((box) => /** @type {HTMLInputElement} */ (box).value);
  }

  /** Draw what depends on the language and on what the telephone knows; what was chosen stays chosen. */
  draw() {
    const facts = this.facts();
    if (!facts) return;
    const chosen = new Set(this.ticked("what"));
    const chips = facts.what.map((/** @type {string[]} */ one) => this.chip(one, chosen));
    this.one("[data-chips=first]").replaceChildren(...chips.slice(0, facts.first));
    this.one("[data-chips=more]").replaceChildren(...chips.slice(facts.first));
    this.offer("actor_kinds", [["", text("not_said"), text("not_said")], ...facts.actor_kinds]);
    this.offer("kinds", facts.kinds);
    this.place.setPlaces(facts.places);
    this.drawTold();
    this.one("[data-caller]").hidden = !facts.keeps_source;
    this.one("[data-no-caller]").hidden = facts.keeps_source;
    this.files.draw();
    this.drawSpot();
    this.follow();
  }

  /** @param {string[]} one code, English, French, room @param {Set<string>} chosen */
  chip([code = "", english = "", french = ""], chosen) {
    const chip = piece("label", "chip");
    const box = /** @type {HTMLInputElement} */ (piece("input", "unseen"));
    box.type = "checkbox";
    box.name = "what";
    box.value = code;
    box.checked = chosen.has(code);
    chip.append(box, piece("span", "", labelOf(english, french)));
    return chip;
  }

  /** @param {string} name @param {string[][]} choices */
  offer(name, choices) {
    const list = /** @type {HTMLSelectElement} */ (this.one(`[data-options=${name}]`));
    const chosen = list.value;
    list.replaceChildren(...choices.map(([code = "", english = "", french = ""]) => new Option(labelOf(english, french), code)));
    list.value = chosen;
    if (list.selectedIndex < 0) list.selectedIndex = 0;
  }

  drawTold() {
    for (const option of this.form.querySelectorAll("[data-told]")) {
      const minutes = Number(option.getAttribute("data-told"));
      const [hours, days] = [minutes / 60, minutes / 1440];
      let words = text("told_minutes", { count: minutes });
      if (minutes === 0) words = text("told_0");
      else if (days >= 1) words = days === 1 ? text("told_day") : text("told_days", { count: days });
      else if (hours >= 1) words = hours === 1 ? text("told_hour") : text("told_hours", { count: hours });
      option.textContent = words;
    }
  }

  changed() {
    this.follow();
    this.keepDraft();
  }

  /** Show what follows from the answers: the question when it was, and where the report goes. */
  follow() {
    const facts = this.facts();
    const timing = /** @type {RadioNodeList} */ (this.form.elements.namedItem("timing")).value;
    this.one("[data-over]").hidden = timing !== "over";
    if (!facts) return;
    const roomOf = new Map(facts.what.map((/** @type {string[]} */ one) => [one[0], one[3]]));
    const told = this.ticked("concerns");
    const { rooms, desk } = routeOf(this.ticked("what"), (code) => roomOf.get(code), told, this.concerns);
    const words = rooms.map((room) => labelOf(facts.goes[room ?? ""]?.[0] ?? "", facts.goes[room ?? ""]?.[1] ?? ""));
    const goes = this.one("[data-goes]");
    goes.hidden = rooms.length === 0;
    goes.textContent = [...words, ...(desk ? [text(`desk_${desk}`)] : [])].join(" ");
  }

  findSpot() {
    if (this.spot) {
      this.spot = null;
      return this.drawSpot();
    }
    const said = this.one("[data-here-said]");
    said.textContent = text("here_finding");
    const off = () => { said.textContent = text("here_off"); };
    if (!navigator.geolocation) return off();
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      const { latitude, longitude, accuracy } = coords;
      this.spot = { latitude, longitude, metres: Math.round(accuracy) };
      this.drawSpot();
    }, off, { enableHighAccuracy: true, timeout: 60_000, maximumAge: 60_000 });
  }

  drawSpot() {
    const spot = this.spot;
    this.one("[data-here-said]").textContent = spot ? text("here_found", { metres: spot.metres }) : "";
    this.one("[data-here-words]").textContent = text(spot ? "not_here" : "here");
  }

  /** What is wrong with the answers, shown beside them; false when nothing is. */
  hasWrong() {
    const people = this.people();
    const isEmpty = !this.ticked("what").length && !this.ticked("concerns").length && !this.field("text").value.trim();
    this.wrong("what", isEmpty ? text("need_words") : "");
    this.wrong("people", people === undefined ? text("people_wrong") : "");
    this.field("people").setAttribute("aria-invalid", String(people === undefined));
    const first = this.form.querySelector(".wrong:not([hidden])");
    first?.scrollIntoView({ block: "center" });
    return first !== null;
  }

  /** @param {string} name @param {string} words */
  wrong(name, words) {
    const place = this.one(`[data-wrong=${name}]`);
    place.textContent = words;
    place.hidden = !words;
  }

  /** The number of people; null for none said, undefined for what is no number. */
  people() {
    const typed = this.field("people").value.replace(/[\s.,'’]/g, "");
    if (!typed) return null;
    return /^\d{1,8}$/.test(typed) && Number(typed) <= 10_000_000 ? Number(typed) : undefined;
  }

  /** The facts of the report as they are sealed. */
  answers() {
    this.place.settle();
    const told = new Date(Date.now() - Number(this.field("told").value) * 60_000);
    const timing = /** @type {RadioNodeList} */ (this.form.elements.namedItem("timing")).value;
    return {
      told_at: told.toISOString(),
      language: currentLanguage(),
      what: this.ticked("what"),
      timing,
      day: timing === "over" ? this.field("day").value : "",
      place: this.field("place").value,
      place_choice: this.field("place_choice").value,
      fix: this.spot,
      people: this.people() ?? null,
      text: this.field("text").value,
      actor_name: this.field("actor_name").value,
      actor_kind: this.field("actor_kind").value,
      concerns: this.ticked("concerns"),
      caller: this.facts()?.keeps_source ? this.caller() : null,
      files: this.files.added.length,
    };
  }

  caller() {
    return {
      name: this.field("who").value,
      phone: this.field("number").value,
      whereabouts: this.field("whereabouts").value,
      kind: this.field("kind").value,
      may_call_back: this.field("may_call_back").checked,
      may_share: this.field("may_share").checked,
    };
  }

  /** Empty the form for the next report. */
  clear() {
    this.form.reset();
    this.field("place_choice").value = "";
    this.one("[data-place-read]").textContent = "";
    this.spot = null;
    this.files.clear();
    this.drawSpot();
    for (const fold of this.form.querySelectorAll("details")) fold.open = false;
    this.follow();
    forgetDraft();
  }

  /** Keep what is typed in this tab alone, without who told it and without files. */
  keepDraft() {
    const secret = new Set([...this.form.querySelectorAll("[data-secret]")].map((field) => field.getAttribute("name")));
    const fields = [...new FormData(this.form).entries()].filter(([name, value]) => !secret.has(name) && typeof value === "string");
    try {
      sessionStorage.setItem(DRAFT, JSON.stringify(fields));
    } catch {
      // The form itself still holds everything.
    }
  }

  /** Bring a draft back; say whether there was one with anything in it. */
  restoreDraft() {
    let fields = [];
    try {
      fields = JSON.parse(sessionStorage.getItem(DRAFT) ?? "[]");
    } catch {
      return false;
    }
    for (const [name, value] of fields) {
      const boxes = this.form.querySelectorAll(`input[name="${name}"]`);
      for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (boxes)) {
        if (["checkbox", "radio"].includes(field.type)) field.checked ||= field.value === value;
      }
      const field = this.field(name);
      if (field && "value" in field && !["checkbox", "radio"].includes(field.type ?? "") && !(field instanceof RadioNodeList)) {
        field.value = value;
      }
    }
    this.follow();
    return fields.some(([name, value]) => ["what", "text", "place", "concerns", "actor_name"].includes(name) && value);
  }
}

export function forgetDraft() {
  try {
    sessionStorage.removeItem(DRAFT);
  } catch {
    // Nothing was kept.
  }
}
