/** The form for a call: everything by keyboard, nothing lost, sent once. Without scripts the plain form does the same. */
import { PlaceField } from "../placing.mjs";
import { routeOf } from "../routing.mjs";
import { WhatField } from "./choosing.mjs";
import { forgetDraft, keepDraft, restoreDraft } from "./draft.mjs";
import { send } from "./sending.mjs";

/** @type {{places: string, owner: string, keys: Record<string, string>, rooms: Record<string, string>,
 *   concerns: Record<string, import("../routing.mjs").Concern>, goes: Record<string, string>,
 *   desk: Record<string, string>, words: Record<string, string>}} */
const known = JSON.parse(document.getElementById("call-script")?.textContent ?? "{}");
/** @type {string[][]} */
let places = [];
/** @type {Call | null} */
let call = null;

class Call {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.isSending = false;
    this.isChanged = false;
    this.what = new WhatField(this.one("[data-what]"), known.keys, known.words);
    this.place = new PlaceField({
      input: /** @type {HTMLInputElement} */ (this.field("place")),
      list: this.one("[data-place] [data-picker-list]"),
      choice: /** @type {HTMLInputElement} */ (this.field("place_choice")),
      read: this.one("[data-place-read]"),
      words: known.words,
    });
    this.place.setPlaces(places);
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    form.addEventListener("tutela:placed", () => this.changed());
    form.addEventListener("keydown", (event) => this.answer(event));
    form.addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    this.one("[data-keyed]").addEventListener("keydown", (event) => this.pick(event));
    this.one("[data-discard]").addEventListener("click", () => { forgetDraft(); this.isChanged = false; location.assign(form.action); });
    // The boxes are out of sight behind the field that completes: what points at them means the field.
    for (const link of form.querySelectorAll(".form-errors a[href^='#id_what']")) {
      link.addEventListener("click", (event) => { event.preventDefault(); this.what.input.focus(); });
    }
    this.follow();
  }

  /** @param {string} selector */
  one(selector) {
    return /** @type {HTMLElement} */ (this.form.querySelector(selector));
  }

  /** @param {string} name */
  field(name) {
    return /** @type {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} */ (this.form.elements.namedItem(name));
  }

  changed() {
    this.isChanged = true;
    const told = this.field("told_at");
    // The mission knows from the first word on, not from when the line is good enough to send it (para 87).
    if (!told.value) told.value = new Date().toISOString();
    this.follow();
    keepDraft(this.form, known.owner);
  }

  /** Show what follows from the answers: the question when it was, and where the report goes. */
  follow() {
    const timing = /** @type {RadioNodeList} */ (this.form.elements.namedItem("timing")).value;
    this.one("[data-over]").hidden = timing !== "over";
    const concerns = [...this.form.querySelectorAll("input[name=concerns]:checked")]
      .map((box) => /** @type {HTMLInputElement} */ (box).value);
    const { rooms, desk } = routeOf([...this.what.codes], (code) => known.rooms[code], concerns, known.concerns);
    const words = rooms.map((room) => known.goes[room ?? ""] ?? "");
    this.one("[data-goes]").hidden = rooms.length === 0;
    this.one("[data-goes-words]").textContent = [...words, known.desk[desk] ?? ""].filter(Boolean).join(" ");
  }

  /** A number picks when it happens, and goes on to the next question. @param {KeyboardEvent} event */
  pick(event) {
    const choice = this.form.querySelectorAll("input[name=timing]")[Number(event.key) - 1];
    if (event.ctrlKey || event.altKey || event.metaKey || !(choice instanceof HTMLInputElement)) return;
    event.preventDefault();
    choice.checked = true;
    this.changed();
    this.field(choice.value === "over" ? "day" : "place").focus();
  }

  /** Enter sends from every field but the text; with Ctrl from there too. @param {KeyboardEvent} event */
  answer(event) {
    if (event.key !== "Enter" || event.isComposing || event.altKey || event.shiftKey) return;
    const isPlain = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (!event.ctrlKey && !event.metaKey && !isPlain) return;
    event.preventDefault();
    this.send();
  }

  async send() {
    if (this.isSending) return;
    this.isSending = true;
    this.place.settle();
    this.takeLeftover();
    this.field("device_at").value = new Date().toISOString();
    this.tell(known.words.sending ?? "", false);
    const answer = await send(this.form);
    this.isSending = false;
    if (answer.kind === "taken") {
      this.isChanged = false;
      forgetDraft();
      location.assign(answer.next);
    } else if (answer.kind === "wrong") {
      replaceForm(answer.page);
    } else {
      this.tell(known.words[answer.kind] ?? "", true);
    }
  }

  /** What was typed for what happens and is none of the choices goes into the words: nothing said is lost. */
  takeLeftover() {
    if (!this.what.leftover) return;
    const text = this.field("text");
    text.value = [this.what.leftover, text.value].filter(Boolean).join("\n");
    this.what.input.value = "";
    this.what.box.close();
  }

  /** @param {string} words @param {boolean} isTrouble */
  tell(words, isTrouble) {
    const box = this.one("[data-trouble]");
    box.hidden = !isTrouble;
    this.one("[data-trouble-words]").textContent = isTrouble ? words : "";
    this.one("[data-send]").setAttribute("aria-busy", String(!isTrouble));
  }
}

/** Put the form that came back with errors in the place of the one that was sent. @param {string} page */
function replaceForm(page) {
  const fresh = new DOMParser().parseFromString(page, "text/html").getElementById("call");
  if (!(fresh instanceof HTMLFormElement) || !call) return;
  const form = document.importNode(fresh, true);
  call.form.replaceWith(form);
  call = new Call(form);
  call.isChanged = true;
  /** @type {HTMLElement | null} */ (form.querySelector("[data-focus-first]"))?.focus();
}

async function loadPlaces() {
  try {
    const response = await fetch(known.places, { credentials: "same-origin", redirect: "manual" });
    if (!response.ok) return;
    places = (await response.json()).places;
    call?.place.setPlaces(places);
  } catch {
    // Without the list the field takes what is typed, and the server finds the place by its name.
  }
}

function startTimer() {
  const timer = document.querySelector("[data-timer]");
  const seconds = document.querySelector("[data-timer-seconds]");
  if (!(timer instanceof HTMLElement) || !seconds) return;
  timer.hidden = false;
  setInterval(() => { seconds.textContent = String(Math.floor(performance.now() / 1000)); }, 1000);
}

function start() {
  const form = document.getElementById("call");
  if (!(form instanceof HTMLFormElement)) return;
  if (document.querySelector("[data-taken]")) forgetDraft();
  const isFresh = !form.querySelector(".form-errors");
  const isRestored = isFresh && restoreDraft(form, known.owner);
  call = new Call(form);
  call.isChanged = isRestored || !isFresh;
  if (isRestored) call.one("[data-restored]").hidden = false;
  addEventListener("beforeunload", (event) => { if (call?.isChanged) event.preventDefault(); });
  if (isFresh) call.what.input.focus();
  startTimer();
  loadPlaces();
}

start();
