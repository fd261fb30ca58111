/**
 * The outbox: sealed reports in the browser's own store, and sending them. A plain script, because the page and its
 * worker share it. What lies here cannot be read on this telephone: only the server opens it (see sealing.mjs).
 */
(() => {
  const NAME = "tutela-capture";
  const STORE = "reports";
  const LOCK = "tutela-capture-sending";
  const WORDS_PATIENCE = 60_000;
  const FILE_PATIENCE = 600_000;
  const KEPT_DAYS = 30;

  /**
   * @typedef {{nonce: Uint8Array, sealed: ArrayBuffer}} Sealed
   * @typedef {Sealed & {number: number, kind: string}} SealedFile
   * @typedef {{key: string, kept_at: string, kid: string, point: Uint8Array, mission: string, report: Sealed | null,
   *   files: SealedFile[], count: number, state: "waiting" | "files" | "sent" | "refused", told: string,
   *   receipt: {references: string[], received_at: string, digest: string} | null, sent_at: string}} Kept
   */

  /** @returns {Promise<IDBDatabase>} */
  function opened() {
    return new Promise((resolve, reject) => {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "key" });
      asked.onsuccess = () => {
        // Another window that wants to remove or renew the store must not wait for this one.
        asked.result.onversionchange = () => asked.result.close();
        resolve(asked.result);
      };
      asked.onerror = () => reject(asked.error);
      asked.onblocked = () => reject(new Error("blocked"));
    });
  }

  /** Do something with the store, and come back once the browser says that it is on the disk.
   * @template T @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest<T>} work
   * @returns {Promise<T>} */
  async function within(mode, work) {
    const store = await opened();
    try {
      return await new Promise((resolve, reject) => {
        const act = store.transaction(STORE, mode, { durability: "strict" });
        const asked = work(act.objectStore(STORE));
        act.oncomplete = () => resolve(asked.result);
        act.onabort = () => reject(act.error ?? new Error("aborted"));
        act.onerror = () => reject(act.error);
      });
    } finally {
      store.close();
    }
  }

  /** Everything that is kept, the newest first. @returns {Promise<Kept[]>} */
  async function all() {
    const found = await within("readonly", (store) => store.getAll());
    return found.sort((one, other) => other.kept_at.localeCompare(one.kept_at));
  }

  /** @param {Kept} kept */
  async function put(kept) {
    await within("readwrite", (store) => store.put(kept));
    tellAll();
  }

  /** @param {string} key @returns {Promise<Kept | undefined>} */
  function get(key) {
    return within("readonly", (store) => store.get(key));
  }

  /** Remove the store and everything in it. @returns {Promise<void>} */
  function wipe() {
    return new Promise((resolve, reject) => {
      const asked = indexedDB.deleteDatabase(NAME);
      asked.onsuccess = () => resolve();
      asked.onerror = () => reject(asked.error);
      asked.onblocked = () => reject(new Error("blocked"));
    });
  }

  /** Tell every window of this page that something changed. */
  function tellAll() {
    const channel = new BroadcastChannel(NAME);
    channel.postMessage("changed");
    channel.close();
  }

  /** @param {Kept} kept */
  function isPending(kept) {
    return kept.state === "waiting" || kept.state === "files";
  }

  /**
   * Send what waits, one after the other, words before files. Only one window or worker does at a time.
   * `isForced` tries again what was not taken before.
   * @param {{ready: string, send: string}} addresses @param {boolean} [isForced]
   * @returns {Promise<"nothing" | "sent" | "busy" | "offline" | "signed_out" | "failed">}
   */
  async function sendAll(addresses, isForced = false) {
    const work = () => sendEach(addresses, isForced);
    const locks = self.navigator.locks;
    return locks ? locks.request(LOCK, { ifAvailable: true }, (lock) => (lock ? work() : "busy")) : work();
  }

  /** @param {{ready: string, send: string}} addresses @param {boolean} isForced */
  async function sendEach(addresses, isForced) {
    await forgetOld();
    const waiting = (await all()).reverse().filter((kept) => isPending(kept) || (isForced && kept.state === "refused"));
    if (!waiting.length) return "nothing";
    const token = await readyToken(addresses.ready);
    if (typeof token !== "object") return token;
    for (const part of ["words", "files"]) {
      for (const { key } of waiting) {
        const outcome = await sendPart(key, part, addresses.send, token.token);
        if (outcome !== "done") return outcome;
      }
    }
    return "sent";
  }

  /** Ask whether somebody is signed in who may send, and for the token that sending needs. @param {string} address */
  async function readyToken(address) {
    const answer = await ask(address, { headers: { Accept: "application/json" } }, WORDS_PATIENCE);
    if (typeof answer === "string") return answer;
    return answer.ok ? { token: answer.headers.get("X-CSRFToken") ?? "" } : "failed";
  }

  /** @param {string} key @param {string} part @param {string} address @param {string} token */
  async function sendPart(key, part, address, token) {
    const kept = await get(key);
    if (!kept) return "done";
    if (part === "words") return kept.report ? sendWords(kept, kept.report, address, token) : "done";
    if (!kept.receipt) return "done";
    for (const file of [...kept.files]) {
      const outcome = await sendFile(kept, file, address, token);
      if (outcome !== "done") return outcome;
    }
    return "done";
  }

  /** @param {Kept} kept @param {Sealed} report @param {string} address @param {string} token */
  async function sendWords(kept, report, address, token) {
    const answer = await hand(kept, "report", report, address, token, WORDS_PATIENCE);
    if (typeof answer === "string") return answer;
    const told = await answer.json();
    if (!answer.ok) {
      // It stays sealed where it is: somebody must read why, and nothing of it may be lost meanwhile.
      await put({ ...kept, state: "refused", told: `${told.message ?? ""} ${told.remedy ?? ""}`.trim() });
      return "done";
    }
    const receipt = { references: told.references, received_at: told.received_at, digest: told.digest };
    const state = kept.files.length ? "files" : "sent";
    await put({ ...kept, report: null, receipt, state, told: "", sent_at: new Date().toISOString() });
    return "done";
  }

  /** @param {Kept} kept @param {SealedFile} file @param {string} address @param {string} token */
  async function sendFile(kept, file, address, token) {
    const answer = await hand(kept, `file ${file.number}`, file, address, token, FILE_PATIENCE);
    if (typeof answer === "string") return answer;
    const told = await answer.json();
    if (!answer.ok) {
      await put({ ...kept, state: "refused", told: `${told.message ?? ""} ${told.remedy ?? ""}`.trim() });
      return "done";
    }
    const now = (await get(kept.key)) ?? kept;
    const files = now.files.filter((one) => one.number !== file.number);
    const why = told.is_kept ? now.told : told.why;
    await put({ ...now, files, told: why, state: files.length ? "files" : "sent" });
    return "done";
  }

  /** Hand one sealed part in. @param {Kept} kept @param {string} part @param {Sealed} sealed
   * @param {string} address @param {string} token @param {number} patience */
  async function hand(kept, part, sealed, address, token, patience) {
    const line = JSON.stringify({
      version: 1,
      key: kept.key,
      kid: kept.kid,
      point: base64(kept.point),
      nonce: base64(sealed.nonce),
      part,
      device_at: new Date().toISOString(),
    });
    const answer = await ask(address, {
      method: "POST",
      body: new Blob([line, "\n", sealed.sealed], { type: "application/octet-stream" }),
      headers: { Accept: "application/json", "Content-Type": "application/octet-stream", "X-CSRFToken": token },
    }, patience);
    if (typeof answer === "string") return answer;
    // What the server could not do now it may do later: no room, a fault, a restart.
    return answer.status >= 500 || answer.status === 429 ? "failed" : answer;
  }

  /** Fetch, and say in one word when there is no answer. @param {string} address @param {RequestInit} how
   * @param {number} patience milliseconds @returns {Promise<Response | "offline" | "signed_out">} */
  async function ask(address, how, patience) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), patience);
    try {
      const answer = await fetch(address, {
        ...how, redirect: "manual", credentials: "same-origin", cache: "no-store", signal: stop.signal,
      });
      // Who is not signed in is sent to sign in.
      return answer.type === "opaqueredirect" || answer.status === 401 ? "signed_out" : answer;
    } catch {
      return "offline";
    } finally {
      clearTimeout(timer);
    }
  }

  /** The list remembers what was sent for thirty days. */
  async function forgetOld() {
    const limit = new Date(Date.now() - KEPT_DAYS * 86_400_000).toISOString();
    const old = (await all()).filter((kept) => kept.state === "sent" && kept.sent_at < limit);
    for (const { key } of old) await within("readwrite", (store) => store.delete(key));
  }

  /** @param {Uint8Array} bytes */
  function base64(bytes) {
    return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_");
  }

  // @ts-ignore
  self.tutelaOutbox = { all, put, get, wipe, sendAll, isPending, base64, ask, channel: NAME };
})();
