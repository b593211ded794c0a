// What lies on this device: sessions on board, entries that wait, and how safely they lie.
import { handOut } from "./outbox.js";
import * as packs from "./packs.js";
import { say } from "./status.js";
import * as store from "./store.js";

const words = JSON.parse(document.getElementById("kata-papan").textContent), SHOWN = 50;
const box = (id) => document.getElementById(id);

async function whoAmI() {
  const told = document.getElementById("connection")?.dataset.user;
  return told || ("caches" in self && (await (await caches.match("/luring/siapa/"))?.text())) || "";
}

function make(name, text, ...inside) {
  const made = Object.assign(document.createElement(name), { textContent: text });
  made.append(...inside);
  return made;
}

const button = (text, onclick, kind = "second") => Object.assign(make("button", text), { type: "button", className: `btn ${kind}`, onclick });

async function showPacks(user) {
  const found = await packs.list(user).catch(() => []), list = make("ul", "");
  list.className = "lines";
  for (const pack of found) {
    const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" }).format(new Date(pack.since));
    const link = make("a", pack.title), off = button(words.remove, () => packs.remove(user, pack.id).then(() => showPacks(user)), "quiet");
    link.href = pack.url;
    const told = Object.assign(make("span", say(words.since, { when, size: Math.ceil(pack.size / 1024) })), { className: "small" });
    list.append(Object.assign(make("li", "", make("span", "", link, make("br", ""), told), off), { className: "row" }));
  }
  box("packs").replaceChildren(make("h3", words.packs), found.length ? list : make("p", words.none));
}

async function showOutbox(user) {
  const { waiting, files } = await store.counts(user), entries = await store.waiting(user, "", SHOWN), list = make("ul", "");
  list.className = "lines";
  for (const entry of entries) {
    const back = button(words.back, async () => { if ((await store.takeBack(entry.act)) === "needed") back.replaceWith(words.needed); }, "quiet");
    list.append(make("li", "", make("span", entry.text || entry.path), " ", make("small", entry.state === "error" ? `${words.error} ${entry.said ?? ""}` : ""), entry.tries ? "" : back));
  }
  if (waiting > entries.length) list.append(make("li", say(words.more, { n: waiting - entries.length })));
  const acts = Object.assign(make("p", ""), { className: "actions" });
  if (waiting || files) acts.append(button(words.export, () => handOut(user)));
  acts.append(button(words.clear, () => clear(user, waiting + files), "danger"));
  const head = [waiting && say(words.waiting, { n: waiting }), files && say(words.files, { n: files })].filter(Boolean).join(" · ");
  box("outbox").replaceChildren(make("h3", head || words.empty), list, acts);
}

/** What has not been sent goes only after a second yes. */
async function clear(user, unsent) {
  if (!confirm(unsent ? say(words.sure, { n: unsent }) : words.sure_empty)) return;
  if (unsent && !confirm(say(words.sure, { n: unsent }))) return;
  await store.empty(user);
  for (const pack of await packs.list(user)) await packs.remove(user, pack.id);
  await show(user);
}

async function show(user) {
  await showPacks(user);
  try {
    await showOutbox(user);
    const persisted = await navigator.storage?.persisted?.();
    box("storage").textContent = persisted ? words.persistent : words.passing;
  } catch {
    box("storage").textContent = words.refused;
  }
}

const user = await whoAmI();
if (user) {
  await show(user);
  store.heard.addEventListener("change", () => showOutbox(user).catch(() => {}));
}
