/**
 * Remembering that something waits, in two places besides the outbox: what was cleared from one is missed in another.
 * Only the keys that the telephone made and when each was kept; nothing of what they say.
 */

const NAME = "capture_waiting";
const MOST = 40;
const DAYS = 30;

/** @typedef {{key: string, at: number}} Remembered `at` in milliseconds since 1970 */

/** Note what waits now. @param {Remembered[]} waiting @param {string} path */
export function remember(waiting, path) {
  const noted = waiting.slice(-MOST).map(({ key, at }) => `${key}~${Math.round(at / 1000).toString(36)}`).join(".");
  try {
    localStorage.setItem(NAME, noted);
  } catch {
    // The cookie remembers too.
  }
  const age = noted ? DAYS * 86_400 : 0;
  const isSecure = location.protocol === "https:" ? ";secure" : "";
  document.cookie = `${NAME}=${noted};path=${path};max-age=${age};samesite=strict${isSecure}`;
}

/** What waited when it was last noted, from whichever place still knows. @returns {Remembered[]} */
export function remembered() {
  const found = new Map();
  for (const noted of [fromStorage(), fromCookie()]) {
    for (const part of noted.split(".").filter(Boolean)) {
      const [key = "", at = ""] = part.split("~");
      if (key) found.set(key, { key, at: parseInt(at, 36) * 1000 || 0 });
    }
  }
  return [...found.values()];
}

/** Forget everything that this page keeps beside the outbox. @param {string} path */
export function forget(path) {
  remember([], path);
  try {
    localStorage.removeItem(NAME);
    localStorage.removeItem("capture-language");
    sessionStorage.clear();
  } catch {
    // Nothing was kept.
  }
}

function fromStorage() {
  try {
    return localStorage.getItem(NAME) ?? "";
  } catch {
    return "";
  }
}

function fromCookie() {
  return document.cookie.match(new RegExp(`(?:^|; )${NAME}=([0-9a-z.~-]*)`))?.[1] ?? "";
}
