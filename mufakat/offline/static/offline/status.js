// The one line that every page shows about the network and the outbox; it also keeps sending.
import * as outbox from "./outbox.js";
import * as packs from "./packs.js";
import * as store from "./store.js";

const line = document.getElementById("connection");
const user = line?.dataset.user, words = JSON.parse(line?.dataset.words ?? "{}");
const FIRST = 5000, LAST = 60000, QUIET = 300000;
let state = "unknown", pause = FIRST, timer = 0, tray = 0;

export const say = (text, values = {}) => (text ?? "").replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

/** The words for what is known: contact as last tried, and counts that only receipts move. */
export function lineOf({ waiting, sent, files, others }) {
  const parts = [];
  if (state === "none") parts.push(words.offline);
  if (waiting && sent) parts.push(say(words.sent, { sent, all: sent + waiting }));
  else if (waiting) parts.push(say(words.waiting, { n: waiting }));
  else if (files) parts.push(say(words.files, { n: files }));
  if (waiting && state === "out") parts.push(words.out);
  if (waiting && state === "other") parts.push(words.other);
  if (waiting && state === "viewing") parts.push(words.viewing);
  if (others && state !== "none") parts.push(say(words.others, { n: others }));
  if (tray && !waiting) parts.push(say(words.tray, { n: tray }));
  return parts.filter(Boolean).join(" · ");
}

async function draw() {
  const refused = () => [state === "none" ? words.offline : "", words.refused].filter(Boolean).join(" · ");
  const text = await store.counts(user).then(lineOf, refused);
  document.documentElement.dataset.contact = state;
  if (line.textContent === text) return;
  const link = document.createElement("a");
  link.href = state === "out" ? `/akun/login/?next=${encodeURIComponent(location.pathname)}` : tray && text && state === "ok" ? "/luring/perlu-diputuskan/" : "/luring/";
  link.textContent = text;
  line.replaceChildren(...(text ? [link] : []));
}

/** Tries to send. Then again: soon while something waits, ever more rarely while there is no contact. */
export async function go() {
  clearTimeout(timer);
  const met = await outbox.flush(user);
  if (met.state !== "elsewhere") state = met.state === "busy" ? "ok" : met.state;
  pause = state === "none" ? Math.min(LAST, pause * 1.6) : FIRST;
  if (met.told) {
    tray = met.told.tray ?? 0;
    note();
    if (met.state === "ok") packs.takeSoon(user, met.told.soon).catch(() => {});
  }
  store.tell({ state, tray });
  await draw();
  plan(met.pause);
}

async function plan(asked = 0) {
  const { waiting, files } = await store.counts(user).catch(() => ({ waiting: 0, files: 0 }));
  const busy = waiting || files || state === "none", idle = document.documentElement.dataset.rapat ? 4 * FIRST : QUIET;
  clearTimeout(timer); // of another round that ended meanwhile
  timer = setTimeout(go, Math.max(asked, busy ? pause : idle));
}

/** When the server was last heard, so that not every page asks anew. */
function note() {
  try { sessionStorage.setItem("mufakat-kontak", Date.now()); } catch { /* then every page asks */ }
}
const heardLately = () => { try { return Date.now() - Number(sessionStorage.getItem("mufakat-kontak")) < QUIET; } catch { return false; } };

function soon() {
  pause = FIRST;
  go();
}

/** "Take this session along" on other pages than Mode Rapat. */
async function takeAlong({ target }) {
  target.disabled = true;
  await packs.keep();
  const about = await packs.take({ id: target.dataset.id, url: target.dataset.bawa, title: target.dataset.title, user }).catch(() => null);
  target.textContent = about ? say(words.taken, { size: Math.ceil(about.size / 1024) }) : words.not_taken;
  target.disabled = Boolean(about);
}

async function begin() {
  for (const button of document.querySelectorAll("[data-bawa]")) {
    button.hidden = !("caches" in self);
    button.addEventListener("click", takeAlong);
  }
  if (window.isSecureContext && "serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch(() => {});
  await packs.iAm(user).catch(() => {});
  document.querySelector("form[action*='logout']")?.addEventListener("submit", () => packs.iAm(""));
  store.heard.addEventListener("change", (event) => {
    if (event.detail?.state) ({ state, tray } = event.detail);
    draw();
  });
  for (const name of ["online", "offline"]) addEventListener(name, soon);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) soon(); });
  document.addEventListener("mufakat:kirim", soon);
  const { waiting, files } = await store.counts(user).catch(() => ({ waiting: 1 }));
  if (waiting || files || !heardLately() || document.documentElement.dataset.rapat) go();
  else plan();
  draw();
}

if (user) begin();
