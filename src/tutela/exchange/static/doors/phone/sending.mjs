/** Sending the form without leaving it: whatever goes wrong, everything that was typed is still there. */

/** @typedef {{kind: "taken", next: string} | {kind: "wrong", page: string} | {kind: "signed_out" | "failed" | "offline"}} Answer */

/** Send the form and say what came of it. @param {HTMLFormElement} form @returns {Promise<Answer>} */
export async function send(form) {
  renewToken(form);
  let response;
  try {
    response = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Tutela-Script": "1", Accept: "text/html, application/json" },
      redirect: "manual",
      credentials: "same-origin",
      cache: "no-store",
    });
    if (response.ok) return { kind: "taken", next: (await response.json()).next };
    if (response.status === 422) return { kind: "wrong", page: await response.text() };
  } catch {
    return { kind: "offline" };
  }
  // Who is not signed in is sent to sign in; a form from before signing in again is refused.
  if (response.type === "opaqueredirect" || response.status === 403) return { kind: "signed_out" };
  return { kind: "failed" };
}

/** After signing in again in another window the form's token is old; the cookie has the new one.
 * @param {HTMLFormElement} form */
function renewToken(form) {
  const found = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  const field = form.elements.namedItem("csrfmiddlewaretoken");
  if (found?.[1] && field instanceof HTMLInputElement) field.value = found[1];
}
