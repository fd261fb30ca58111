/** A button that copies what stands in a field; without the clipboard, the text is selected to be copied by hand. */

const field = document.querySelector("[data-copy-from]");
const button = document.querySelector("[data-copy]");

if (field instanceof HTMLInputElement && button instanceof HTMLButtonElement) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      button.textContent = button.dataset.copied ?? "";
    } catch {
      field.focus();
    }
  });
}
