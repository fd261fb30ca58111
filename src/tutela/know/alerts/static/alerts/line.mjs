/** The line to the server: asks each second whether anything is new, sends what a key asked for, says how it stands. */
import { serverNow } from "../components/time.mjs";

const AWAKE = 1_000;
const ASLEEP = 10_000;
const AGAIN = 3_000;

/** @typedef {import("./rows.mjs").Told} Told */

export class Line {
  /** @param {HTMLElement} root @param {import("./rows.mjs").Rows} rows */
  constructor(root, rows) {
    this.root = root;
    this.rows = rows;
    this.etag = root.dataset.etag ?? "";
    this.since = root.dataset.since ?? "";
    this.heard = serverNow();
    this.state = "";
    this.timer = 0;
    /** @type {AbortController | null} */
    this.asking = null;
    /** @type {Set<string>} */
    this.acting = new Set();
  }

  /** Begin to ask, and answer to the page's coming and going. */
  start() {
    document.addEventListener("visibilitychange", () => this.ask());
    addEventListener("online", () => this.ask());
    addEventListener("offline", () => this.lose());
    addEventListener("pageshow", (event) => { if (event.persisted) this.ask(); });
    this.set(document.hidden ? "quiet" : "on");
    this.later(AWAKE);
  }

  /** @param {number} milliseconds */
  later(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), milliseconds);
  }

  /** Ask what changed; whoever asks twice at once is answered once. */
  async ask() {
    if (this.asking || this.acting.size > 0) return;
    clearTimeout(this.timer);
    if (!navigator.onLine) { this.lose(); return; }
    this.asking = new AbortController();
    try {
      const answer = await fetch(`${this.root.dataset.mark}?${this.query()}`, {
        headers: { Accept: "application/json", "If-None-Match": this.etag },
        cache: "no-store",
        redirect: "manual",
        signal: this.asking.signal,
      });
      this.asking = null;
      if (await this.hear(answer)) this.later(document.hidden ? ASLEEP : AWAKE);
    } catch {
      // An act breaks off what was asked and asks again itself.
      const isBrokenOff = this.asking?.signal.aborted ?? false;
      this.asking = null;
      if (!isBrokenOff) this.lose();
    }
  }

  /** What the page shows, as the server reads it: its own address, and the newest change that it has. */
  query() {
    const query = new URLSearchParams(location.search);
    if (this.since) query.set("since", this.since);
    else query.delete("since");
    return query.toString();
  }

  /** Take an answer in; false when there is no use in asking again. @param {Response} answer */
  async hear(answer) {
    if (answer.type === "opaqueredirect") { this.set("out"); return false; }
    if (answer.status === 403) { this.set("shut"); return false; }
    if (answer.status !== 304 && !answer.ok) { this.lose(); return false; }
    if (answer.status !== 304) this.take(await answer.json());
    this.heard = serverNow();
    this.set(document.hidden ? "quiet" : "on");
    return true;
  }

  /** @param {Told} told */
  take(told) {
    if (told.post !== this.root.dataset.post) { location.reload(); return; }
    if (!this.rows.show(told)) {
      // Something is there that this page never had: ask for all of it.
      this.since = "";
      this.etag = "";
      return;
    }
    this.etag = told.etag;
    this.since = told.since;
  }

  /** Do what a key or a button asked; the same is not sent twice at once. @param {string} name @param {string} reference */
  async act(name, reference) {
    const form = this.root.querySelector("[data-desk-form]");
    if (this.acting.has(reference) || !(form instanceof HTMLFormElement)) return;
    this.acting.add(reference);
    this.asking?.abort();
    clearTimeout(this.timer);
    const body = new FormData(form);
    body.set("query", this.query());
    body.set(name, reference);
    try {
      const answer = await fetch(this.root.dataset.act ?? "", {
        method: "POST",
        body,
        headers: { Accept: "application/json", "X-Desk": "1" },
        redirect: "manual",
      });
      await this.done(answer);
    } catch {
      this.trouble(this.root.querySelector("[data-trouble-words]")?.getAttribute("data-trouble-far") ?? "");
    } finally {
      this.acting.delete(reference);
      this.later(AWAKE / 4);
    }
  }

  /** @param {Response} answer */
  async done(answer) {
    if (answer.type === "opaqueredirect") { this.set("out"); return; }
    const told = await answer.json();
    if (!answer.ok) { this.trouble(`${told.message} ${told.remedy}`); return; }
    this.trouble("");
    this.take(told);
    this.say(told.said ?? "");
  }

  /** Say something to those who hear the page. @param {string} words */
  say(words) {
    this.root.querySelector("[data-news]")?.replaceChildren(words);
  }

  /** Show why something was not done, or take that away. @param {string} words */
  trouble(words) {
    const place = this.root.querySelector("[data-trouble]");
    this.root.querySelector("[data-trouble-words]")?.replaceChildren(words);
    place?.toggleAttribute("hidden", words === "");
  }

  /** The server cannot be reached: say since when, and try again by and by. */
  lose() {
    this.set("off");
    this.later(AGAIN);
  }

  /** Say how the line stands; what is read out changes only when the state does.
   * @param {"on" | "quiet" | "off" | "out" | "shut"} state */
  set(state) {
    const place = this.root.querySelector("[data-live]");
    const checked = this.root.querySelector("[data-live-time]");
    if (!(place instanceof HTMLElement) || !(checked instanceof HTMLElement)) return;
    const isFine = state === "on" || state === "quiet";
    checked.textContent = isFine ? fill(checked.dataset.liveChecked, clockText(this.heard)) : "";
    if (state === this.state) return;
    this.state = state;
    this.root.dataset.line = state;
    place.textContent = fill(place.getAttribute(`data-live-${state}`) ?? "", clockText(this.heard));
  }
}

/** @param {string | undefined} words @param {string} time */
function fill(words, time) {
  return (words ?? "").replace("{time}", time);
}

/** A moment by the mission's clock. @param {Date} moment */
function clockText(moment) {
  const zone = document.querySelector("time[data-clock]")?.getAttribute("data-clock") ?? "UTC";
  return moment.toLocaleTimeString("en-GB", { timeZone: zone });
}
