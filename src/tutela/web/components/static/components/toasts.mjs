/** Messages after an act: they stay until dismissed, because at three in the morning nobody reads in four seconds. */

/** Show the dismiss buttons and let them work. */
export function startToasts() {
  for (const button of document.querySelectorAll("[data-toast-close]")) {
    if (!(button instanceof HTMLElement)) continue;
    button.hidden = false;
    button.addEventListener("click", () => button.closest("[data-toast]")?.remove());
  }
}
