// Sessions taken along: one cache each, `rapat-<user>-<session>-<instant>`, whole or not at all.
const ABOUT = "/luring/tentang-paket/";

const named = (user, id = "") => `rapat-${user}-${id}`;
const ours = async (user, id) => (await caches.keys()).filter((name) => name.startsWith(named(user, id))).sort();

/** Does this answer come from our own server, and is it the page itself? */
const isOurs = (answer) => answer.ok && !answer.redirected && (answer.headers.get("Content-Security-Policy") ?? "").includes("'nonce-");

const filesOf = (page) => new Set([...page.querySelectorAll("link[href^='/static/'], script[src^='/static/']")].map((e) => e.getAttribute("href") ?? e.getAttribute("src")));

/** Puts a session on the device: its page, and every script and style that the page names. Answers what lies there now, or null. */
export async function take({ id, user, title, url, tag = "" }) {
  const answer = await fetch(url, { redirect: "manual", cache: "no-store", headers: { "X-Paket": "1" } }).catch(() => null);
  if (!answer || !isOurs(answer)) return null;
  const held = [[url, answer]], page = new DOMParser().parseFromString(await answer.clone().text(), "text/html");
  if (page.documentElement.querySelector("#connection")?.dataset.user !== user) return null;
  for (const file of filesOf(page)) {
    const part = await fetch(file).catch(() => null);
    if (!part?.ok) return null;
    held.push([file, part]);
  }
  const sizes = await Promise.all(held.map(([, part]) => part.clone().arrayBuffer().then((bytes) => bytes.byteLength)));
  const about = { id, user, title, url, tag, mark: page.querySelector("#rapat")?.dataset.mark, since: new Date().toISOString(), size: sizes.reduce((a, b) => a + b) };
  const name = `${named(user, id)}-${Date.now()}`, cache = await caches.open(name);
  await Promise.all(held.map(([address, part]) => cache.put(address, part)));
  await cache.put(ABOUT, Response.json(about)); // last: without it nothing of the cache is shown
  for (const old of await ours(user, id)) if (old < name) await caches.delete(old); // a newer one is being taken: it stays
  document.dispatchEvent(new Event("mufakat:paket"));
  return about;
}

/** What is on board for a user, the last taken first. */
export async function list(user) {
  if (!("caches" in self)) return [];
  const found = [];
  for (const name of await ours(user)) {
    const about = await (await caches.open(name)).match(ABOUT);
    if (about) found.push({ ...(await about.json()), cache: name });
  }
  return found.sort((a, b) => b.since.localeCompare(a.since));
}

export async function remove(user, id) {
  for (const name of await ours(user, id)) await caches.delete(name);
}

/** The page was fetched anew and differs: so the one on board is, with all that belongs to it. */
export async function renew(user, id, mark, answer) {
  const known = (await list(user)).find((pack) => pack.id === id);
  if (!known || known.mark === mark) return null;
  const cache = await caches.open(known.cache), page = new DOMParser().parseFromString(await answer.clone().text(), "text/html");
  for (const file of filesOf(page)) if (!(await cache.match(file))) return take(known); // a newer Mufakat: all of it anew
  const { cache: _, ...about } = { ...known, mark, since: new Date().toISOString() };
  await cache.put(known.url, answer);
  await cache.put(ABOUT, Response.json(about));
  return about;
}

/** Sessions of the next three days come on board by themselves, and anew once they have moved. */
export async function takeSoon(user, soon) {
  const known = new Map((await list(user)).map((pack) => [pack.id, pack]));
  for (const near of soon ?? []) {
    const pack = known.get(near.id), fresh = pack && Date.now() - Date.parse(pack.since) < 120000;
    if (!fresh && pack?.tag !== near.tag) await take({ ...near, user });
  }
}

/** Who was signed in last on this browser: the worker shows the packs of nobody else. */
export async function iAm(user) {
  if ("caches" in self) await (await caches.open("siapa")).put("/luring/siapa/", new Response(user));
}

/** Asks the browser to keep what lies here; true, false, or null where it cannot say. */
export const keep = async () => (await navigator.storage?.persist?.().catch(() => null)) ?? null;
