// The service worker. `MUFAKAT` {version, assets, adrift} is written above it by the view that serves /sw.js.
// It only reads what pages have taken along; the outbox it never touches, and answers to a POST it never keeps.
"use strict";
/* global MUFAKAT */
const STATIC = `statis-${MUFAKAT.version}`, ABOUT = "/luring/tentang-paket/", PATIENCE = 4000;
const NAMED_BY_CONTENT = /\.[0-9a-f]{12}\.\w+$/;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { request } = event, at = new URL(request.url);
  if (request.method !== "GET" || at.origin !== location.origin) return;
  if (at.pathname.startsWith("/static/")) event.respondWith(asset(request, at));
  else if (request.mode === "navigate") event.respondWith(page(request, at));
});

/** A newer one waits until no page of ours is open: taking over earlier leaves a page just asked for without an answer. */
async function install() {
  const cache = await caches.open(STATIC);
  await cache.addAll(MUFAKAT.assets);
  const adrift = await fetch(MUFAKAT.adrift, { credentials: "omit", cache: "no-store" });
  if (!adrift.ok) throw new Error("no page for the time without network");
  await cache.put(MUFAKAT.adrift, adrift);
}

/** Styles and scripts of older versions go; what belongs to a pack lies in the pack. */
async function activate() {
  for (const name of await caches.keys()) if (name.startsWith("statis-") && name !== STATIC) await caches.delete(name);
  await self.clients.claim();
}

/** What is named by its content is right whoever kept it; anything else is asked for first. */
async function asset(request, at) {
  const kept = () => caches.match(request, { ignoreVary: true });
  if (NAMED_BY_CONTENT.test(at.pathname)) return (await kept()) ?? fetch(request);
  return fetch(request).catch(async () => (await kept()) ?? Response.error());
}

/** The network for four seconds, else what is on board; a page of some other gate on the way counts as no network. */
async function page(request, at) {
  const online = fetch(request).then((answer) => (isOurs(answer) ? answer : Promise.reject(answer)));
  online.catch(() => {});
  const pack = await onBoard(at);
  if (!pack) return online.catch((wrong) => (wrong instanceof Response ? wrong : adrift()));
  const late = new Promise((_, no) => setTimeout(no, PATIENCE));
  return Promise.race([online, late]).catch(() => pack);
}

/** A redirect (to the sign-in page) and any page of ours, with its policy, come from us; 502 and 504 from a gate. */
function isOurs(answer) {
  if (answer.type === "opaqueredirect") return true;
  return answer.status < 500 && (answer.headers.get("Content-Security-Policy") ?? "").includes("default-src");
}

async function onBoard(at) {
  const who = await caches.match("/luring/siapa/"), user = who && (await who.text());
  if (!user) return null;
  const mine = (await caches.keys()).filter((name) => name.startsWith(`rapat-${user}-`)).sort().reverse();
  for (const name of mine) {
    const cache = await caches.open(name);
    if (!(await cache.match(ABOUT))) continue; // half taken
    const found = await cache.match(at.pathname, { ignoreVary: true });
    if (found) return found;
    const { id, url } = await (await cache.match(ABOUT)).json();
    if ([`/rapat/${id}/`, `/rapat/${id}/layar/`, `/penilaian/${id}/`, `/penilaian/${id}/isi/`].includes(at.pathname)) return Response.redirect(url, 302);
  }
  return null;
}

async function adrift() {
  return (await caches.match(MUFAKAT.adrift, { ignoreVary: true })) ?? Response.error();
}
