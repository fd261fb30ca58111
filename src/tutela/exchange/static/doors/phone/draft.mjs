/**
 * What was typed, kept in this tab alone until it is sent: a lost session, a fault or a reload loses nothing.
 * Who calls is never kept: those fields are left out, and the page says so when it brings the rest back.
 */

const KEY = "tutela-call";
const NEVER = new Set(["csrfmiddlewaretoken", "who", "number", "kind", "may_call_back", "may_share", "device_at"]);

/** Keep what the form holds. @param {HTMLFormElement} form @param {string} owner */
export function keepDraft(form, owner) {
  const fields = [...new FormData(form).entries()].filter(([name]) => !NEVER.has(name));
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ owner, fields }));
  } catch {
    // A browser that keeps nothing keeps no draft either; the form itself still holds everything.
  }
}

export function forgetDraft() {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}

/** Bring a draft of the same person and post back into an empty form; say whether there was one.
 * @param {HTMLFormElement} form @param {string} owner */
export function restoreDraft(form, owner) {
  const kept = read();
  if (!kept) return false;
  if (kept.owner !== owner) {
    forgetDraft();
    return false;
  }
  const values = new Map();
  for (const [name, value] of kept.fields) values.set(name, [...(values.get(name) ?? []), value]);
  for (const field of form.elements) put(/** @type {HTMLInputElement} */ (field), values);
  return true;
}

/** @returns {{owner: string, fields: [string, string][]} | null} */
function read() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    return Array.isArray(kept?.fields) ? kept : null;
  } catch {
    return null;
  }
}

/** @param {HTMLInputElement} field @param {Map<string, string[]>} values */
function put(field, values) {
  if (!field.name || NEVER.has(field.name)) return;
  const told = values.get(field.name) ?? [];
  if (field.type === "checkbox" || field.type === "radio") field.checked = told.includes(field.value);
  else if (told.length) field.value = told[0] ?? "";
}
