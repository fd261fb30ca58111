/** What is on this telephone: when each report was kept and what became of it, never what it says. */
import { piece } from "../combobox.mjs";
import { currentLanguage, moment, text } from "./telling.mjs";

/** @typedef {import("./outbox.js")} Outbox */

/** Draw the list. @param {HTMLElement} section @param {any[]} kept @param {boolean} isSending */
export function drawList(section, kept, isSending) {
  const list = /** @type {HTMLElement} */ (section.querySelector("[data-reports]"));
  list.replaceChildren(...kept.map((one) => line(one, isSending)));
  show(section, "[data-empty]", kept.length === 0);
  show(section, "[data-send-now]", kept.some((one) => one.state !== "sent"));
  show(section, "[data-save]", kept.length > 0);
  show(section, "[data-print]", kept.length > 0);
}

/** Draw what the post sent that is not in this list. @param {HTMLElement} section @param {any[]} post @param {any[]} kept */
export function drawElsewhere(section, post, kept) {
  const known = new Set(kept.flatMap((one) => one.receipt?.references ?? []));
  const others = post.filter(({ references }) => !references.some((/** @type {string} */ one) => known.has(one)));
  show(section, "[data-elsewhere]", others.length > 0);
  section.querySelector("[data-elsewhere-list]")?.replaceChildren(...others.map(({ references, received_at: at }) => (
    piece("li", "", `${references.join(", ")} · ${text("received", { time: moment(at) })}`)
  )));
}

/** @param {HTMLElement} section @param {string} selector @param {boolean} isShown */
function show(section, selector, isShown) {
  const found = section.querySelector(selector);
  if (found instanceof HTMLElement) found.hidden = !isShown;
}

/** @param {any} one @param {boolean} isSending */
function line(one, isSending) {
  const look = { waiting: "is-waiting", files: "is-waiting", sent: "is-sent", refused: "is-refused" }[/** @type {string} */ (one.state)];
  const item = piece("li", look ?? "");
  item.append(piece("span", "report-state", stateWords(one, isSending)), ` · ${kindWords(one)} · ${text("kept_at", { time: moment(one.kept_at) })}`);
  if (one.receipt) {
    const { references, received_at: at, digest } = one.receipt;
    const proof = piece("span", "report-proof", `${references.join(", ")} · ${text("received", { time: moment(at) })}`);
    if (digest) proof.append(` · ${text("digest")} `, piece("code", "", digest.slice(0, 16)));
    item.append(proof);
  }
  if (one.told) item.append(piece("span", "report-proof", one.state === "refused" ? one.told : text("file_refused", { why: one.told })));
  return item;
}

/** @param {any} one @param {boolean} isSending */
function stateWords(one, isSending) {
  if (one.state === "sent" || one.state === "refused") return text(one.state);
  if (isSending) return text("sending");
  return text(one.state === "files" ? "waiting_files" : "waiting");
}

/** @param {any} one */
function kindWords(one) {
  if (!one.count) return text("report");
  return one.count === 1 ? text("report_file") : text("report_files", { count: one.count });
}

/** Save the list as a file: proof of what was sent, with the whole digests. @param {any[]} kept */
export function saveList(kept) {
  const rows = kept.map((one) => [
    one.kept_at, one.state, one.count, one.receipt?.references.join(" ") ?? "", one.receipt?.received_at ?? "",
    one.sent_at, one.receipt?.digest ?? "",
  ]);
  const head = ["kept_at", "state", "files", "references", "received_at", "sent_at", "digest"];
  const table = [head, ...rows].map((row) => row.join(",")).join("\r\n");
  const link = /** @type {HTMLAnchorElement} */ (document.createElement("a"));
  link.href = URL.createObjectURL(new Blob([`${table}\r\n`], { type: "text/csv" }));
  link.download = `tutela-${currentLanguage()}-${new Date().toISOString().slice(0, 10)}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
