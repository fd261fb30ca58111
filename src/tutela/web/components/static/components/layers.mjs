/** What opens over the page: menus, the navigation drawer, folds that are remembered, dialogs. */

/** Menus close on Escape, on a press outside and when another opens. */
export function startMenus() {
  document.addEventListener("click", (event) => closeMenus(/** @type {Node} */ (event.target)));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details[data-menu][open]");
    if (!open) return;
    open.removeAttribute("open");
    open.querySelector("summary")?.focus();
  });
}

/** @param {Node} inside */
function closeMenus(inside) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(inside)) menu.removeAttribute("open");
  }
}

/** On a narrow screen the navigation is a drawer: focus goes in, Escape and the veil close it. */
export function startDrawer() {
  const opener = document.querySelector("[data-navigation-open]");
  const drawer = document.getElementById("navigation");
  if (!(opener instanceof HTMLElement) || !drawer) return;
  const page = /** @type {HTMLElement | null} */ (document.querySelector(".shell-page"));
  /** @param {boolean} isOpen */
  const show = (isOpen) => {
    document.body.classList.toggle("is-navigating", isOpen);
    opener.setAttribute("aria-expanded", String(isOpen));
    if (page) page.inert = isOpen;
    if (isOpen) drawer.querySelector("button")?.focus();
    else opener.focus();
  };
  opener.setAttribute("role", "button");
  opener.setAttribute("aria-expanded", "false");
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    show(true);
  });
  opener.addEventListener("keydown", (event) => {
    if (event.key === " ") opener.click();
  });
  for (const closer of document.querySelectorAll("[data-navigation-close]")) {
    closer.addEventListener("click", () => show(false));
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.body.classList.contains("is-navigating")) show(false);
  });
}

/** Folds marked to be remembered stay as the reader left them; filters begin folded on a phone. */
export function startFolds() {
  for (const fold of document.querySelectorAll("details[data-remember]")) {
    const key = `fold:${fold.getAttribute("data-remember")}`;
    if (localStorage.getItem(key) === "closed") fold.removeAttribute("open");
    fold.addEventListener("toggle", () => {
      localStorage.setItem(key, fold.hasAttribute("open") ? "open" : "closed");
    });
  }
  if (!matchMedia("(max-width: 767.98px)").matches) return;
  for (const fold of document.querySelectorAll("details[data-fold-on-phone]")) fold.removeAttribute("open");
}

/** Buttons that open a <dialog> by its id. */
export function startDialogs() {
  for (const button of document.querySelectorAll("[data-open-dialog]")) {
    button.addEventListener("click", () => openDialog(button.getAttribute("data-open-dialog") ?? ""));
  }
}

/** Open a dialog over the page. @param {string} id */
export function openDialog(id) {
  const dialog = document.getElementById(id);
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}
