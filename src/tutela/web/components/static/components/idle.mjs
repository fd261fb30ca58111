/** A screen left alone covers itself, so that nobody reads over an empty chair. Signing out is the server's task. */

const SIGNS = ["pointerdown", "keydown", "scroll", "touchstart"];

/** Cover the page after `data-idle-minutes` on the body without a touch. */
export function startIdleCover() {
  const cover = document.getElementById("idle-cover");
  const minutes = Number(document.body.getAttribute("data-idle-minutes"));
  if (!(cover instanceof HTMLDialogElement) || !minutes) return;
  let last = Date.now();
  for (const sign of SIGNS) addEventListener(sign, () => { last = Date.now(); }, { passive: true, capture: true });
  setInterval(() => {
    if (!cover.open && Date.now() - last >= minutes * 60_000) cover.showModal();
  }, 5_000);
}
