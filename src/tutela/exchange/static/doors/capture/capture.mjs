/**
 * The page for the field: takes a report, seals it, keeps it, sends it when there is a connection, and proves that it did.
 * Where the browser cannot seal, nothing is kept here at all.
 */
import { Questions, forgetDraft } from "./asking.mjs";
import { drawElsewhere, drawList, saveList } from "./listing.mjs";
import { forget, remember, remembered } from "./memory.mjs";
import { canSeal, seal } from "./sealing.mjs";
import { counted, currentLanguage, moment, setTexts, speak, text } from "./telling.mjs";

const setup = JSON.parse(document.getElementById("capture-setup")?.textContent ?? "{}");
const { addresses } = setup;
const FACTS = "tutela-capture-facts";
const LOW_BYTES = 20_000_000;
const SOON = 30_000;
const LONGEST_WAIT = 300_000;
/** @type {any} */
const outbox = /** @type {any} */ (self).tutelaOutbox;

const page = {
  /** @type {any} */ facts: null,
  /** @type {any[]} */ kept: [],
  /** @type {any[]} */ post: [],
  /** @type {{key: string, at: number, isSure: boolean}[]} */ lost: [],
  isSending: false,
  isKeeping: false,
  wait: SOON,
  outcome: "",
  isReached: true,
  /** @type {() => string} */ promise: () => "",
};

/** @param {string} selector */
const one = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));
/** @param {string} name @param {boolean} isShown */
const note = (name, isShown) => { one(`[data-note=${name}]`).hidden = !isShown; };

const questions = new Questions(/** @type {HTMLFormElement} */ (one("[data-questions]")), () => page.facts, keep, setup.concerns);

/* What the telephone knows */

async function loadFacts() {
  try {
    const held = await caches.match(addresses.facts);
    if (held && !page.facts) useFacts(await held.json());
  } catch {
    // Asked for anew below.
  }
  const answer = await outbox.ask(addresses.facts, { headers: { Accept: "application/json" } }, 20_000);
  page.isReached = answer !== "offline";
  if (typeof answer !== "string" && answer.ok) {
    const copy = answer.clone();
    useFacts(await answer.json());
    await (await caches.open(FACTS)).put(addresses.facts, copy);
  }
  note("not_ready", !page.facts);
}

/** @param {any} facts */
function useFacts(facts) {
  page.facts = facts;
  one("[data-mission]").textContent = facts.mission_name;
  questions.form.hidden = false;
  note("not_ready", false);
  questions.draw();
}

/* Keeping a report */

async function keep() {
  if (page.isKeeping || !page.facts || questions.hasWrong()) return;
  page.isKeeping = true;
  const button = /** @type {HTMLButtonElement} */ (one("[data-keep]"));
  button.disabled = true;
  try {
    const key = crypto.randomUUID();
    const sealed = await seal(page.facts.key, key, questions.answers(), questions.files.added);
    const keptAt = new Date().toISOString();
    await outbox.put({
      key, kept_at: keptAt, mission: page.facts.mission, ...sealed, count: sealed.files.length,
      state: "waiting", told: "", receipt: null, sent_at: "",
    });
    questions.clear();
    questions.wrong("keep", "");
    await refresh();
    one("[data-note=kept]").dataset.key = key;
    sayKept();
    one("[data-note=kept]").focus({ preventScroll: true });
    scrollTo({ top: 0 });
    askForPromise();
  } catch {
    questions.wrong("keep", text("not_kept"));
  } finally {
    page.isKeeping = false;
    button.disabled = false;
  }
  send();
}

/** Say what became of the report that was kept last. */
function sayKept() {
  const place = one("[data-note=kept]");
  const last = page.kept.find(({ key }) => key === place.dataset.key);
  place.hidden = !last;
  if (!last) return;
  note("restored", false);
  if (!last.receipt) {
    place.textContent = text("kept", { time: moment(last.kept_at) });
    return;
  }
  const [before = "", after = ""] = text("kept_sent", { references: "|" }).split("|");
  const references = Object.assign(document.createElement("strong"), { textContent: last.receipt.references.join(", ") });
  place.replaceChildren(before, references, after);
}

/* Sending */

/** @param {boolean} [isForced] */
async function send(isForced = false) {
  if (page.isSending || !canSeal()) return;
  page.isSending = true;
  draw();
  try {
    page.outcome = await outbox.sendAll(addresses, isForced);
  } catch {
    page.outcome = "failed";
  }
  page.isSending = false;
  if (page.outcome !== "nothing" && page.outcome !== "busy") page.isReached = page.outcome !== "offline";
  await refresh();
  if (page.outcome !== "offline" && page.outcome !== "signed_out") await askReceipts();
  page.wait = page.outcome === "sent" || page.outcome === "nothing" ? SOON : Math.min(page.wait * 2, LONGEST_WAIT);
  if (page.kept.some(outbox.isPending)) askForSync();
}

/** Let the browser call the worker when there is a connection again, where it can. */
async function askForSync() {
  try {
    const registration = await navigator.serviceWorker?.ready;
    await /** @type {any} */ (registration)?.sync?.register("send");
  } catch {
    // The page itself sends while it is open.
  }
}

function sendLater() {
  setTimeout(async () => {
    if (page.kept.some(outbox.isPending)) await send();
    sendLater();
  }, page.wait);
}

/* What is missing */

/** Compare what was remembered with what is here; what is neither waiting nor sent was cleared away. */
async function refresh() {
  page.kept = await outbox.all();
  const here = new Set(page.kept.map(({ key }) => key));
  const gone = remembered().filter(({ key }) => !here.has(key));
  page.lost = gone.map((mark) => ({ ...mark, isSure: page.lost.some((known) => known.key === mark.key && known.isSure) }));
  noteWaiting();
  draw();
}

/** Another window or the worker changed the outbox; when it sent something, the server was reached. */
async function heard() {
  const before = page.kept.filter(({ receipt }) => receipt).length;
  await refresh();
  if (page.kept.filter(({ receipt }) => receipt).length > before) page.isReached = true;
  draw();
}

function noteWaiting() {
  const waiting = page.kept.filter(({ state }) => state !== "sent").map(({ key, kept_at: at }) => ({ key, at: Date.parse(at) }));
  remember([...page.lost, ...waiting], addresses.page);
}

/** Ask the server what it has: of what this telephone misses, and of what the post sent at all. */
async function askReceipts() {
  const ready = await outbox.ask(addresses.ready, { headers: { Accept: "application/json" } }, 20_000);
  if (typeof ready === "string" || !ready.ok) return;
  const answer = await outbox.ask(addresses.receipts, {
    method: "POST",
    body: JSON.stringify({ keys: page.lost.map(({ key }) => key) }),
    headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": ready.headers.get("X-CSRFToken") ?? "" },
  }, 20_000);
  if (typeof answer === "string" || !answer.ok) return;
  const told = await answer.json();
  page.post = told.post;
  for (const mark of page.lost.filter(({ key }) => told.arrived[key])) await comeBack(mark, told.arrived[mark.key]);
  page.lost = page.lost.filter(({ key }) => !told.arrived[key]).map((mark) => ({ ...mark, isSure: true }));
  page.kept = await outbox.all();
  noteWaiting();
  draw();
}

/** Put a report back into the list that the server has and this telephone forgot.
 * @param {{key: string, at: number}} mark @param {{references: string[], received_at: string}} receipt */
async function comeBack(mark, receipt) {
  await outbox.put({
    key: mark.key, kept_at: new Date(mark.at).toISOString(), kid: "", point: new Uint8Array(0), mission: "", report: null,
    files: [], count: 0, state: "sent", told: "", receipt: { ...receipt, digest: "" }, sent_at: receipt.received_at,
  });
}

/* Drawing */

function draw() {
  const section = one("[data-kept]");
  drawList(section, page.kept, page.isSending);
  drawElsewhere(section, page.post, page.kept);
  const waiting = page.kept.filter(outbox.isPending).length;
  const isOut = page.outcome === "signed_out";
  const unsent = page.kept.filter(({ state }) => state !== "sent").length;
  one("[data-summary]").hidden = !page.kept.length;
  one("[data-summary]").textContent = text("summary", { waiting: unsent, sent: page.kept.length - unsent });
  note("sign_in", isOut && waiting > 0);
  one("[data-sign-in]").textContent = counted("sign_in", waiting);
  one("[data-sign-in-words]").textContent = text("sign_in_again");
  const trouble = one("[data-trouble]");
  trouble.hidden = !(page.outcome === "failed" && waiting > 0);
  trouble.textContent = text("failed");
  drawLine();
  drawLost();
  sayKept();
  one("[data-promise]").textContent = page.promise();
}

function drawLine() {
  const isOnline = navigator.onLine && page.isReached;
  const line = one("[data-line]");
  line.classList.toggle("is-online", isOnline);
  line.textContent = text(isOnline ? "online" : "offline");
}

function drawLost() {
  note("lost", page.lost.length > 0);
  if (!page.lost.length) return;
  const isSure = page.lost.every((mark) => mark.isSure);
  one("[data-lost-title]").textContent = counted("lost", page.lost.length);
  one("[data-lost-help]").textContent = text(isSure ? "lost_help" : "lost_unsure");
  one("[data-lost-told]").hidden = !isSure;
  const items = page.lost.map(({ at }) => Object.assign(document.createElement("li"), { textContent: moment(at) }));
  one("[data-lost-list]").replaceChildren(...items);
}

/* The telephone's store */

async function askForPromise() {
  const storage = navigator.storage;
  if (!storage?.persist) return;
  const isPromised = (await storage.persisted()) || (await storage.persist());
  page.promise = () => text(isPromised ? "promise" : "no_promise");
  const { quota = 0, usage = 0 } = await storage.estimate();
  const left = quota - usage;
  note("low", quota > 0 && left < LOW_BYTES);
  one("[data-note=low]").textContent = text("low_space", { megabytes: Math.max(0, Math.floor(left / 1e6)) });
  draw();
}

/** Two taps remove everything that this page keeps here. */
function startWiping() {
  const button = one("[data-wipe]");
  const warning = one("[data-wipe-warning]");
  let isArmed = false;
  /** @param {boolean} isOn */
  const arm = (isOn) => {
    isArmed = isOn;
    button.classList.toggle("is-armed", isOn);
    one("[data-wipe-words]").textContent = text(isOn ? "wipe_sure" : "wipe");
    const unsent = page.kept.filter(({ state }) => state !== "sent").length;
    warning.hidden = !isOn || !unsent;
    warning.textContent = counted("wipe_lost", unsent);
  };
  button.addEventListener("click", () => {
    if (isArmed) return wipe();
    arm(true);
    setTimeout(() => arm(false), 8_000);
  });
}

async function wipe() {
  page.isSending = true;
  forget(addresses.page);
  forgetDraft();
  await outbox.wipe().catch(() => {});
  for (const name of await caches.keys()) if (name.startsWith("tutela-capture")) await caches.delete(name);
  const registration = await navigator.serviceWorker?.getRegistration(addresses.page);
  await registration?.unregister();
  const isOut = await signOut();
  const words = document.createElement("p");
  words.className = "note note-good";
  words.setAttribute("role", "alert");
  words.textContent = `${text("wiped")} ${text(isOut ? "wiped_out" : "wiped_in")}`;
  one("main").replaceChildren(words);
}

/** Sign out as well; say whether that worked. */
async function signOut() {
  const ready = await outbox.ask(addresses.ready, { headers: { Accept: "application/json" } }, 10_000);
  if (typeof ready === "string") return ready === "signed_out";
  const token = ready.headers.get("X-CSRFToken") ?? "";
  await outbox.ask(addresses.sign_out, { method: "POST", headers: { "X-CSRFToken": token } }, 10_000);
  return (await outbox.ask(addresses.ready, {}, 10_000)) === "signed_out";
}

/* The worker */

async function startWorker() {
  if (!("serviceWorker" in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register(addresses.worker, { scope: addresses.page, updateViaCache: "none" });
    const watch = () => note("version", Boolean(registration.waiting && navigator.serviceWorker.controller));
    registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", watch));
    watch();
    one("[data-use-now]").addEventListener("click", () => {
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      registration.waiting?.postMessage("use now");
    });
  } catch {
    // Signed out, or without a connection: the version that is here goes on.
  }
}

/** Change the language of everything on the page. @param {string} wanted */
function change(wanted) {
  speak(wanted);
  questions.draw();
  draw();
}

function listen() {
  for (const button of document.querySelectorAll(".languages button")) {
    button.addEventListener("click", () => change(button.getAttribute("value") ?? "en"));
  }
  addEventListener("online", () => { page.wait = SOON; page.isReached = true; drawLine(); loadFacts(); send(); });
  addEventListener("offline", () => drawLine());
  addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
  new BroadcastChannel(outbox.channel).addEventListener("message", () => { if (!page.isSending) heard(); });
  one("[data-send-now]").addEventListener("click", () => send(true));
  one("[data-save]").addEventListener("click", () => saveList(page.kept));
  one("[data-print]").addEventListener("click", () => print());
  one("[data-lost-told]").addEventListener("click", () => { page.lost = []; noteWaiting(); draw(); });
  startWiping();
}

async function start() {
  setTexts(setup.texts);
  speak(currentLanguage());
  const theme = document.cookie.match(/(?:^|; )theme=(light|dark)/)?.[1];
  if (theme) document.documentElement.dataset.bsTheme = theme;
  delete document.documentElement.dataset.starting;
  if (!canSeal()) {
    note("insecure", true);
    one("[data-kept]").hidden = true;
    return;
  }
  listen();
  startWorker();
  // A browser that keeps nothing (a private window) says so when something is to be kept.
  await refresh().catch(() => {});
  await loadFacts();
  note("restored", questions.restoreDraft());
  await send(true);
  if (page.kept.length) askForPromise();
  sendLater();
}

start();
