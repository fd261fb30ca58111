/** The button that prints; without a script it stays hidden, and the browser's own menu does the same. */
const button = document.querySelector("[data-print]");
if (button instanceof HTMLButtonElement) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
