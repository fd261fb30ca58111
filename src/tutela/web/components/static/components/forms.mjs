/** Filters that apply themselves, and forms that point at what needs mending and warn before losing what was typed. */

/** A filter applies when a choice is made; typed words wait for Enter or the button. */
export function startFilters() {
  for (const form of document.querySelectorAll("form[data-filters]")) {
    if (!(form instanceof HTMLFormElement)) continue;
    form.addEventListener("change", (event) => {
      const field = event.target;
      const isTyped = field instanceof HTMLInputElement && ["search", "number", "date"].includes(field.type);
      const isInMenu = field instanceof Element && field.closest("details[data-menu]") !== null;
      if (!isTyped && !isInMenu && !document.querySelector("[data-map]")) form.requestSubmit();
    });
    form.addEventListener("formdata", (event) => dropEmpty(event.formData));
  }
}

/** Leave empty answers out of the address. @param {FormData} data */
function dropEmpty(data) {
  for (const name of [...data.keys()]) {
    const values = data.getAll(name).filter((value) => value !== "");
    data.delete(name);
    for (const value of values) data.append(name, value);
  }
}

/** Focus goes to the list of errors; leaving a changed form asks first; a form is sent once. */
export function startForms() {
  const errors = document.querySelector("[data-focus-first]");
  if (errors instanceof HTMLElement) errors.focus();
  for (const form of document.querySelectorAll("form[data-form]")) guard(/** @type {HTMLFormElement} */ (form));
}

/** @param {HTMLFormElement} form */
function guard(form) {
  let isChanged = false;
  let isSent = false;
  form.addEventListener("input", () => { isChanged = true; });
  form.addEventListener("submit", (event) => {
    if (isSent) event.preventDefault();
    isSent = true;
  });
  addEventListener("pageshow", () => { isSent = false; });
  addEventListener("beforeunload", (event) => {
    if (isChanged && !isSent) event.preventDefault();
  });
}
