/**
 * The service worker: it keeps the page and its files, and nothing else, ever. A new version takes over when no window
 * of the old one is open any more; what waits to be sent lies elsewhere and is not touched.
 */
(() => {
  const { version, files, addresses } = self.tutelaShell;
  const PREFIX = "tutela-capture-shell-";
  const CACHE = PREFIX + version;
  const paths = new Map(files.map(([address]) => [new URL(address, self.location.href).pathname, address]));

  self.addEventListener("install", (event) => event.waitUntil(keepShell()));

  self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

  self.addEventListener("fetch", (event) => {
    const { request } = event;
    const address = new URL(request.url);
    if (request.method !== "GET" || address.origin !== self.location.origin) return;
    const known = paths.get(address.pathname);
    const isPage = address.pathname === addresses.page;
    if (known && (isPage ? request.mode === "navigate" : true)) event.respondWith(fromShell(known, request));
  });

  // The browser calls once there is a connection again, also when the page is closed.
  self.addEventListener("sync", (event) => {
    if (event.tag === "send") event.waitUntil(sendOrTryAgain());
  });

  self.addEventListener("message", (event) => {
    if (event.data === "use now") self.skipWaiting();
  });

  /** Take every file over, each only with the very bytes that the list promises; one that fails, and nothing changes. */
  async function keepShell() {
    const cache = await caches.open(CACHE);
    await Promise.all(files.map(async ([address, integrity]) => {
      const answer = await fetch(address, { cache: "reload", credentials: "same-origin", redirect: "error", integrity });
      if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
      await cache.put(address, answer);
    }));
  }

  async function takeOver() {
    const names = await caches.keys();
    const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  }

  /** @param {string} address @param {Request} request */
  async function fromShell(address, request) {
    const cache = await caches.open(CACHE);
    return (await cache.match(address, { ignoreVary: true, ignoreSearch: true })) ?? fetch(request);
  }

  async function sendOrTryAgain() {
    const outcome = await self.tutelaOutbox.sendAll(addresses);
    if (outcome === "offline" || outcome === "failed") throw new Error(outcome);
  }
})();
