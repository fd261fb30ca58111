/** Two soft tones for new alerts, for those who ask for them; the choice is kept in this browser. */

const KEPT = "tutela-desk-sound";

/** Set up the switch; `ring` does nothing while it is off. @param {HTMLElement} root */
export function startSound(root) {
  const button = root.querySelector("[data-sound]");
  /** @type {AudioContext | null} */
  let context = null;
  let isOn = localStorage.getItem(KEPT) === "1";
  if (button instanceof HTMLButtonElement) {
    button.hidden = false;
    button.setAttribute("aria-pressed", String(isOn));
    button.addEventListener("click", () => {
      isOn = !isOn;
      localStorage.setItem(KEPT, isOn ? "1" : "0");
      button.setAttribute("aria-pressed", String(isOn));
      if (isOn) play(1);
    });
  }

  /** @param {number} count */
  function play(count) {
    context ??= new AudioContext();
    const tones = count > 0 ? [523, 659] : [];
    tones.forEach((pitch, place) => tone(/** @type {AudioContext} */ (context), pitch, place * 0.22));
  }

  return { ring: (/** @type {number} */ count) => { if (isOn) play(count); } };
}

/** @param {AudioContext} context @param {number} pitch hertz @param {number} wait seconds */
function tone(context, pitch, wait) {
  const begin = context.currentTime + wait;
  const swing = context.createOscillator();
  const loudness = context.createGain();
  swing.frequency.value = pitch;
  loudness.gain.setValueAtTime(0, begin);
  loudness.gain.linearRampToValueAtTime(0.12, begin + 0.03);
  loudness.gain.exponentialRampToValueAtTime(0.001, begin + 0.4);
  swing.connect(loudness).connect(context.destination);
  swing.start(begin);
  swing.stop(begin + 0.45);
}
