/** An alert's page asks now and then whether somebody else has worked on it, and says so; it never reloads by itself. */

const AWAKE = 5_000;
const ASLEEP = 30_000;

const root = document.querySelector("[data-alert]");
if (root instanceof HTMLElement && root.dataset.mark) watch(root, root.dataset.mark);

/** @param {HTMLElement} root @param {string} address */
function watch(root, address) {
  const ask = async () => {
    let isSame = true;
    try {
      const answer = await fetch(address, {
        headers: { Accept: "application/json", "If-None-Match": root.dataset.etag ?? "" },
        cache: "no-store",
        redirect: "manual",
      });
      isSame = !answer.ok;
    } catch {
      // Without a connection nothing is known; the next time will tell.
    }
    if (isSame) setTimeout(ask, document.hidden ? ASLEEP : AWAKE);
    else document.querySelector("[data-alert-changed]")?.removeAttribute("hidden");
  };
  setTimeout(ask, AWAKE);
}
