/** Photos and recordings of a report, before it is sealed. A photo is drawn anew, smaller: nothing of its data is left. */
import { piece } from "../combobox.mjs";
import { text } from "./telling.mjs";

const LONGEST_SIDE = 1600;
const QUALITY = 0.8;

/** @typedef {{kind: string, bytes: ArrayBuffer}} Added */

export class Files {
  /** @param {HTMLElement} form @param {() => {files: number, file_bytes: number}} limits */
  constructor(form, limits) {
    this.limits = limits;
    this.list = /** @type {HTMLElement} */ (form.querySelector("[data-added]"));
    this.wrong = /** @type {HTMLElement} */ (form.querySelector("[data-wrong=files]"));
    /** @type {Added[]} */
    this.added = [];
    for (const input of form.querySelectorAll("[data-add]")) {
      input.addEventListener("change", () => this.take(/** @type {HTMLInputElement} */ (input)));
    }
  }

  /** @param {HTMLInputElement} input */
  async take(input) {
    const kind = input.getAttribute("data-add") ?? "photo";
    const chosen = input.files?.[0];
    if (!chosen) return;
    this.say("");
    try {
      this.add({ kind, bytes: kind === "photo" ? await smaller(chosen) : await chosen.arrayBuffer() });
    } catch {
      this.say(text("file_unread"));
    }
    // The same file may be chosen again after it was taken out.
    input.value = "";
  }

  /** @param {Added} file */
  add(file) {
    const { files, file_bytes: most } = this.limits();
    if (this.added.length >= files) return this.say(text("file_many", { most: files }));
    if (file.bytes.byteLength > most) return this.say(text("file_large", { megabytes: Math.floor(most / 1e6) }));
    this.added.push(file);
    this.draw();
  }

  /** @param {string} words */
  say(words) {
    this.wrong.textContent = words;
    this.wrong.hidden = !words;
  }

  draw() {
    this.list.replaceChildren(...this.added.map((file, index) => {
      const line = piece("li", "");
      const size = `${Math.max(1, Math.round(file.bytes.byteLength / 1000))} kB`;
      const out = /** @type {HTMLButtonElement} */ (piece("button", "button", text("take_out")));
      out.type = "button";
      out.addEventListener("click", () => { this.added.splice(index, 1); this.draw(); });
      line.append(piece("span", "", `${text(`${file.kind}_kind`)} ${index + 1} · ${size}`), out);
      return line;
    }));
  }

  clear() {
    this.added = [];
    this.say("");
    this.draw();
  }
}

/** Draw a photo anew, its longer side 1600 points at most. @param {Blob} photo */
async function smaller(photo) {
  const picture = await createImageBitmap(photo, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("no canvas");
  // What is clear in a PNG would turn black in a JPEG.
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const drawn = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  canvas.width = canvas.height = 0;
  if (!(drawn instanceof Blob)) throw new Error("not drawn");
  return drawn.arrayBuffer();
}
