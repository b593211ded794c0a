// Mode Rapat: every form is kept on the device first, shown at once, and sent when it can be.
import * as lines from "./lines.js";
import { handOut } from "./outbox.js";
import * as packs from "./packs.js";
import { small } from "./photo.js";
import * as projector from "./screen.js";
import * as scores from "./scores.js";
import { say } from "./status.js";
import * as store from "./store.js";

const $ = (where, from = document) => from.querySelector(where), $$ = (where, from = document) => [...from.querySelectorAll(where)];
const user = $("#connection").dataset.user, words = JSON.parse($("#kata").textContent), room = $("#rapat"), meeting = room.dataset.meeting;
const NOT_SENT = new Set(["csrfmiddlewaretoken", "act_id", "made_at"]), LIVE = 4000;
let entries = [], data = {};
document.documentElement.dataset.rapat = meeting; // the line of state asks oftener here

// -- Forms into the outbox -----------------------------------------------------------------------
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-kirim]"), button = event.submitter;
  if (!form) return;
  event.preventDefault();
  for (const box of $$("[data-or]", form)) box.setCustomValidity(box.value.trim() || form.elements[box.dataset.or].value.trim() ? "" : box.dataset.lacks); // one of the two
  for (const box of $$("[data-of]", form)) box.setCustomValidity(figure(box) > figure(form.elements[box.dataset.of]) ? box.dataset.more : ""); // at most the other
  if (form.dataset.busy || !form.reportValidity()) return;
  form.dataset.busy = "1";
  try {
    await record(form, button);
  } catch (wrong) {
    refuse(form, button, wrong);
  } finally {
    delete form.dataset.busy;
  }
});

async function record(form, button) {
  const made = await entryOf(form, button), fixing = form.dataset.fixing;
  $(".summary", form)?.remove();
  if (fixing) {
    if (!(await store.correct(fixing, { fields: made.fields, text: made.text, path: made.path }))) return complain(form, words.gone);
  } else {
    const raters = made.kind === "round" ? takeOut(made.fields, "raters") : [], { photo, ...entry } = made;
    await store.add(entry, photo);
    for (const id of raters) await store.add(raterOf(made, id)); // each with an id of its own, so that he can be scored before all is sent
  }
  clear(form);
  if (form.dataset.keep === "*") onward();
  await draw();
  if (button?.closest("[data-person]") && $("#cari-orang").value) $("#cari-orang").select(); // the next name takes its place
  document.dispatchEvent(new Event("mufakat:kirim"));
}

/** What the form says, as the server will read it. Resolved only when a photo has been made small. */
async function entryOf(form, button) {
  const now = new Date().toISOString(), kind = button?.dataset.kind ?? form.dataset.kirim;
  const fields = [...new FormData(form, button?.name ? button : null)].filter(([name, value]) => !NOT_SENT.has(name) && typeof value === "string");
  if (button?.name) {
    takeOut(fields, button.name);
    fields.push([button.name, button.value]);
  }
  fields.push(["made_at", now]);
  const row = button?.closest("[data-person]"), text = row ? `${$("b", row).textContent}: ${button.textContent}` : button?.dataset.line ?? told(form);
  const entry = { act: store.newId(), user, meeting, kind, path: pathOf(form, button), fields, made_at: now, text };
  const file = $("[data-photo]", form)?.files[0];
  if (!file) return entry;
  if (!crypto.subtle) throw new Known(words.needs_https);
  const { sha256, blob } = await small(file).catch(() => { throw new Known(words.no_photo); });
  const taken = new Date(file.lastModified), day = new Intl.DateTimeFormat("sv").format(taken); // 2026-06-26, by the clock of the place
  fields.push(["sha256", sha256], ["size", String(blob.size)], ["name", file.name.slice(-120)], ["taken_on", day]);
  const key = `${user}:${sha256}`;
  return { ...entry, file: key, photo: { key, user, act: entry.act, sha256, blob } };
}
const onward = (link = $("#tab .now + li a")) => { link.focus(); link.click(); tab(); $(link.hash).scrollIntoView(); }; // the next part, as with network
class Known extends Error {}

function takeOut(fields, name) {
  const found = fields.filter(([key]) => key === name).map(([, value]) => value);
  fields.splice(0, fields.length, ...fields.filter(([key]) => key !== name));
  return found;
}

function raterOf(round, id) {
  const label = $(`[data-kirim=round] input[name=raters][value="${id}"]`)?.closest("label").textContent.trim() ?? "";
  const path = round.path.replace("catat/", `${round.act}/penilai/catat/`);
  return { ...round, act: store.newId(), kind: "rater", path, text: label, fields: [["participant", id], ["name", ""], ["detail", ""], ["made_at", round.made_at]] };
}

function pathOf(form, button) {
  const filled = (form.dataset.path ?? "").replace(/\{(\w+)\}/g, (_, name) => form.dataset[name] ?? $(`[data-part=${name}]`, form)?.value);
  return filled || new URL(button?.getAttribute("formaction") || form.getAttribute("action") || location.pathname, location.href).pathname;
}

/** The line by which an entry is known: the named fields as a person reads them. */
function told(form) {
  const said = (form.dataset.tell ?? "").split(" ").filter(Boolean).map((name) => {
    const box = $(`[name="${name}"]:checked`, form) ?? $(`[name="${name}"]:not([type=radio]), [data-part="${name}"]`, form);
    if (box?.selectedOptions) return box.value ? box.selectedOptions[0].text : "";
    if (box?.type === "date") return box.value && box.valueAsDate.toLocaleDateString(document.documentElement.lang, { dateStyle: "medium", timeZone: "UTC" });
    return (box?.type === "radio" ? box.closest("label").textContent : box?.value ?? "").trim();
  });
  const rater = $("[data-part=rater]", form)?.selectedOptions[0]?.text;
  return [...said.filter(Boolean), rater].filter(Boolean).join(" – ").slice(0, 500);
}

function clear(form) {
  if (form.dataset.keep === "*") return drafts.keep(form, delete form.dataset.fixing); // what was answered stays to be seen
  const keep = (form.dataset.keep ?? "").split(" ").map((name) => $(`[name="${name}"], [data-part="${name}"]`, form)).filter(Boolean).map((box) => [box, box.value]);
  form.reset();
  for (const [box, value] of keep) box.value = value;
  delete form.dataset.fixing;
  drafts.forget(form);
  if (form.dataset.kirim === "change") form.hidden = true;
  else $("textarea, input[name=text], input[name=name]", form)?.focus();
}

/** Nothing was kept: the form stays as it was typed, with what can be done about it. */
function refuse(form, button, wrong) {
  const box = complain(form, wrong instanceof Known ? wrong.message : words.full);
  if (wrong instanceof Known) return;
  const out = choice(words.export, () => handOut(user).catch(() => {})), direct = choice(words.direct, () => {
    form.action = pathOf(form, button);
    form.submit();
  });
  box.append(out, direct);
}

function complain(form, text) {
  $(".summary", form)?.remove();
  const box = projector.make("div", "", projector.make("p", text), "summary");
  box.setAttribute("role", "alert");
  form.prepend(box);
  box.scrollIntoView({ block: "center" });
  return box;
}

const figure = (box) => Number(box.value.replace(/\D/g, ""));
const choice = (text, onclick) => Object.assign(document.createElement("button"), { type: "button", className: "btn second", textContent: text, onclick });

// -- What is half typed ---------------------------------------------------------------------------
const drafts = {
  key: (form) => `draf:${user}:${meeting}:${form.dataset.kirim}:${form.dataset.path ?? form.getAttribute("action")}`,
  keep(form) {
    const typed = $$("[name], [data-part]", form).filter((box) => box.type !== "hidden" && box.type !== "file")
      .map((box) => [box.name || `@${box.dataset.part}`, box.value, box.type === "checkbox" || box.type === "radio" ? box.checked : null]);
    try { localStorage.setItem(this.key(form), JSON.stringify(typed)); } catch { /* what is typed stays on the page */ }
  },
  forget(form) { try { localStorage.removeItem(this.key(form)); } catch { /* nothing was kept */ } },
  restore(form) {
    let typed = [];
    try { typed = JSON.parse(localStorage.getItem(this.key(form)) ?? "[]"); } catch { return; }
    for (const [name, value, checked] of typed) {
      const boxes = name.startsWith("@") ? $$(`[data-part="${name.slice(1)}"]`, form) : $$(`[name="${CSS.escape(name)}"]`, form);
      for (const box of boxes) if (checked === null) box.value = value; else if (box.value === value) box.checked = checked;
    }
    if (typed.length) form.closest("details")?.setAttribute("open", "");
  },
};
let typing = 0;
document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-kirim]");
  if (event.target.dataset.search) search(event.target);
  if (!form) return;
  clearTimeout(typing);
  typing = setTimeout(() => drafts.keep(form), 250);
  if (event.target.dataset.part === "round" || event.target.dataset.part === "rater") sheet();
});
addEventListener("pagehide", () => { const form = document.activeElement?.closest("[data-kirim]"); if (form) drafts.keep(form); });

// -- What stands on the page ----------------------------------------------------------------------
async function draw() {
  data = JSON.parse($("#data").textContent);
  entries = await lines.entriesOf(user, meeting).catch(() => []);
  lines.draw(entries, words, $("#baris"));
  lines.move(entries, words);
  lines.offer(entries);
  sheet();
  screen();
  tab();
  const kept = entries.filter((entry) => !entry.outcome).map((entry) => entry.text).join(" · ");
  const { waiting } = await store.counts(user).catch(() => ({ waiting: 0 }));
  $("#keadaan").textContent = (kept && say(words.kept, { kept })) || $("#connection").textContent || (entries.length && !waiting ? words.all_sent : "");
}

function sheet() {
  const form = $("[data-kirim=scores]"), rounds = form && scores.roundsOf(data, entries), chosen = rounds?.get($("[data-part=round]", form).value);
  if (!form) return; // an assessment has none
  const rater = $("[data-part=rater]", form), was = rater.value;
  rater.replaceChildren(new Option("–", ""), ...(chosen?.raters ?? []).map(([id, name]) => new Option(name, id)));
  rater.value = [...rater.options].some((option) => option.value === was) ? was : "";
  scores.draw($("#lembar-nilai"), chosen);
}

const screen = () => $("#proyektor") && projector.draw($("#proyektor"), projector.stepsOf(data, entries), words, say);

function search(box) {
  const asked = box.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const row of $$(box.dataset.search)) row.hidden = !asked.every((part) => row.textContent.toLowerCase().includes(part));
}

function tab() {
  const known = $$("#tab a").map((link) => link.hash.slice(1)), at = location.hash.slice(1), shown = known.includes(at) ? at : known[0];
  for (const link of $$("#tab a")) {
    const id = link.hash.slice(1), part = document.getElementById(id), own = entries.filter((entry) => !lines.isPlain(entry) && $(`[data-lines~="${entry.kind}"]`, part));
    part.hidden = id !== shown;
    part.classList.toggle("confirmed", own.some((entry) => entry.fields.some(([name]) => name === "all_still")));
    link.parentElement.className = (id === shown ? "now" : "") + (own.length ? " waits" : "");
    link.ariaCurrent = id === shown ? "true" : null;
    link.ariaDescription = own.length ? words.waiting : null;
  }
}

document.addEventListener("click", async (event) => {
  const act = event.target.closest("[data-act]")?.dataset.act, at = event.target.dataset;
  if (!act) return;
  if ("hide" in at) await store.dismiss(act);
  if ("back" in at) {
    const answer = await store.takeBack(act);
    if (answer !== "taken") $("[data-state]", event.target.closest("[data-act]")).textContent = answer === "needed" ? words.needed : words.gone;
  }
  if ("fix" in at) fix(entries.find((entry) => entry.act === act));
});

/** Puts an entry that has not left the device back into its form. */
function fix(entry) {
  const form = $$(`[data-kirim]`).find((each) => each.dataset.kirim === entry.kind || $(`[data-kind="${entry.kind}"]`, each));
  if (!form) return;
  const given = new Map();
  for (const [name, value] of entry.fields) given.set(name, [...(given.get(name) ?? []), value]);
  for (const box of $$("[name]", form)) {
    if (box.type === "checkbox" || box.type === "radio") box.checked = (given.get(box.name) ?? []).includes(box.value);
    else if (given.has(box.name)) [box.value] = given.get(box.name);
  }
  const pattern = form.dataset.path?.split("/"), there = entry.path.split("/");
  for (const [i, part] of (pattern ?? []).entries()) if (part.startsWith("{")) { const box = $(`[data-part="${part.slice(1, -1)}"]`, form); if (box) box.value = there[i]; }
  form.dataset.fixing = entry.act;
  form.closest("details")?.setAttribute("open", "");
  form.scrollIntoView({ block: "center" });
}

/** "Change" at a note of the server: the shared form comes below it, with the version that was seen. */
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-base]"), form = $("[data-kirim=change]"), chosen = event.target.dataset.choose;
  if ("cancel" in event.target.dataset) form.hidden = true;
  if (chosen) {
    event.preventDefault();
    $("#putusan-lain").open = true;
    $("#putusan-lain [data-part=promise]").value = chosen;
    $("#putusan-lain").scrollIntoView();
  }
  if (!link) return;
  event.preventDefault();
  const row = link.closest("[data-id]");
  form.dataset.path = link.pathname;
  form.elements.base.value = link.dataset.base;
  form.elements.text.value = $("[data-text]", row).textContent;
  form.hidden = false;
  row.after(form);
  form.elements.text.focus();
});

// -- What others write: asked for every few seconds, kept on board as well -------------------------
let asking = null, next = 0;

/** Now, rather than in a while: something of ours has just been sent. */
function live() {
  clearTimeout(next);
  asking ??= ask().catch(() => null).finally(() => { asking = null; });
  return asking;
}

async function ask() {
  const asked = Date.now(), sending = entries.some((entry) => !entry.outcome && entry.state === "waiting"); // a thin line is for them first
  const answer = document.hidden || sending ? null : await fetch(`${location.pathname}?v=${room.dataset.mark}`, { redirect: "manual", headers: { "X-Paket": "1" }, signal: AbortSignal.timeout?.(20000) }).catch(() => null);
  if (answer?.status === 204) document.documentElement.dataset.fresh = String(asked);
  if (answer?.status === 200) await take(answer, asked).catch(() => false);
  next = setTimeout(live, answer ? LIVE : 3 * LIVE);
}

/** The lists of a newer page in the place of ours; false if it is no page of ours at all. */
async function take(answer, asked) {
  const kept = answer.clone(), page = new DOMParser().parseFromString(await answer.text(), "text/html"), fresh = $("#rapat", page);
  if (!fresh || $("#connection", page)?.dataset.user !== user) return false;
  const edited = $("[data-kirim=change]");
  if (edited?.hidden === false && edited.closest("[data-live]")) return false; // not under the hands of a writer
  if (edited?.closest("[data-live]")) room.after(edited);
  const focused = document.activeElement?.getAttribute("formaction");
  for (const part of $$("[data-live]", page)) document.getElementById(part.id)?.replaceWith(document.adoptNode(part));
  room.dataset.mark = fresh.dataset.mark;
  for (const box of $$("[data-search]")) search(box);
  document.documentElement.dataset.fresh = String(asked);
  await draw();
  if (focused) $(`[formaction="${focused}"]`)?.focus({ preventScroll: true });
  packs.renew(user, meeting, fresh.dataset.mark, kept).then((renewed) => renewed && board()).catch(() => {});
  return true;
}

// -- Taking along ---------------------------------------------------------------------------------
async function board() {
  const button = $("#bawa"), pack = (await packs.list(user).catch(() => [])).find((each) => each.id === meeting);
  const persisted = await navigator.storage?.persisted?.().catch(() => null);
  const when = pack && new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" }).format(new Date(pack.since));
  const parts = [pack ? say(words.on_board, { when, size: Math.ceil(pack.size / 1024) }) : words.not_on_board];
  if (pack && persisted !== null && persisted !== undefined) parts.push(persisted ? words.persistent : words.passing);
  if (!("caches" in self)) parts.splice(0, 2, words.no_worker);
  if (pack && !document.documentElement.dataset.fresh) document.documentElement.dataset.fresh = String(Date.parse(pack.since));
  $("#bawaan").textContent = parts.join(" ");
  button.textContent = pack ? words.renew : words.take;
  button.disabled = false;
}

// -- Beginning ------------------------------------------------------------------------------------
for (const hidden of $$("[data-needs-script]")) if (hidden.dataset.kirim !== "change") hidden.hidden = false;
if (document.documentElement.requestFullscreen && $("#penuh")) {
  $("#penuh").hidden = false;
  $("#penuh").addEventListener("click", () => $("#proyektor").requestFullscreen());
}
addEventListener("hashchange", tab);
document.addEventListener("mufakat:paket", board);
tab();
let drawing = 0;
store.heard.addEventListener("change", () => {
  clearTimeout(drawing);
  drawing = setTimeout(async () => {
    await draw();
    if (entries.some((entry) => entry.outcome && entry.at > Number(document.documentElement.dataset.fresh ?? 0))) live();
  }, 60);
});
await board();
await draw();
for (const form of $$("[data-kirim]")) drafts.restore(form); // by now the choices that only this device knows are there
sheet();
setInterval(screen, 15000);
setTimeout(live, 500);
