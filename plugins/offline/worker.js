// Keeps the pages of one list, and shows them where there is no connection. With a connection the newest page is
// shown, and takes the kept one's place. It does nothing until a reader asks for it, and leaves nothing when told to go.

const CACHE = "kept-pages";

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("message", (event) => {
  const answer = event.ports[0];
  event.waitUntil(
    keep(event.data.list).then(
      () => answer.postMessage({ kept: true }),
      () => caches.delete(CACHE).then(() => answer.postMessage({ kept: false })),
    ),
  );
});

async function keep(list) {
  const pages = await (await fetch(list, { cache: "no-store" })).json();
  const cache = await caches.open(CACHE);
  const shown = new Set();
  for (const page of pages) {
    const response = await fetch(page, { cache: "no-store" });
    if (!response.ok) throw new Error(page);
    const html = await response.clone().text();
    for (const [, url] of html.matchAll(/<(?:link rel="(?:stylesheet|icon)"|script )[^>]*?\b(?:href|src)="([^"]+)"/g)) shown.add(url);
    await cache.put(page, response);
  }
  await cache.addAll([...shown]);
}

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  event.respondWith(
    fetch(request).then(
      (response) => renewed(request, response),
      async (error) => {
        const kept = await caches.match(request, { ignoreSearch: true });
        if (kept) return kept;
        throw error;
      },
    ),
  );
});

async function renewed(request, response) {
  if (response.ok && (await caches.has(CACHE))) {
    const cache = await caches.open(CACHE);
    if (await cache.match(request)) await cache.put(request, response.clone());
  }
  return response;
}
