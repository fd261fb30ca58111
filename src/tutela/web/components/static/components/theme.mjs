/** Light or dark without loading the page again; the cookie tells the server next time. */

/** Take over the theme form; without scripts it is sent and does the same. */
export function startTheme() {
  const form = document.querySelector("form[data-theme-switch]");
  form?.addEventListener("submit", (event) => {
    const button = /** @type {SubmitEvent} */ (event).submitter;
    if (!(button instanceof HTMLButtonElement)) return;
    event.preventDefault();
    setTheme(button.value);
    for (const other of form.querySelectorAll("button")) {
      other.setAttribute("aria-pressed", String(other === button));
    }
  });
}

/** @param {string} theme "light", "dark" or "auto" */
function setTheme(theme) {
  const root = document.documentElement;
  const isFixed = theme === "light" || theme === "dark";
  if (isFixed) root.setAttribute("data-bs-theme", theme);
  else root.removeAttribute("data-bs-theme");
  const age = isFixed ? 31_536_000 : 0;
  document.cookie = `theme=${theme};path=/;max-age=${age};samesite=lax`;
  document.dispatchEvent(new CustomEvent("tutela:theme"));
}
