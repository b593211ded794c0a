// The lines of Mode Rapat: what waits on this device, what has just been sent, and what the page looks like with it.
import * as store from "./store.js";
import { say } from "./status.js";

const MOST = 100;

/** Everything of this session that the page has to show besides the server's lists, in order. */
export async function entriesOf(user, meeting) {
  const [waiting, settled] = await Promise.all([store.waiting(user, meeting, MOST), store.settled(user, meeting, MOST)]);
  return [...settled, ...waiting].sort((a, b) => a.n - b.n);
}

export const isPlain = (entry) => ["done", "already", "merged"].includes(entry.outcome);

/** Draws the lines anew. One that the server's list shows by now, and one that only moved a row, is left out once it is sent. */
export function draw(entries, words, template) {
  for (const box of document.querySelectorAll("[data-lines]")) box.replaceChildren();
  for (const entry of entries) {
    if (isPlain(entry) && (QUIET.has(entry.kind) || document.querySelector(`[data-live] [data-id="${entry.act}"]`))) continue;
    if (ROWS.has(entry.kind) && !entry.outcome && entry.state === "waiting") continue; // its row says so
    document.querySelector(`[data-lines~="${entry.kind}"]`)?.append(line(entry, words, template));
  }
}
const ROWS = new Set(["arrival", "step"]);
const QUIET = new Set(["arrival", "step", "open", "change", "scores", "report"]);

function line(entry, words, template) {
  const made = template.content.cloneNode(true).firstElementChild, part = (name) => made.querySelector(`[data-${name}]`);
  const state = entry.outcome ?? entry.state;
  made.dataset.act = entry.act;
  made.dataset.lineKind = entry.kind;
  made.classList.toggle("pending", !isPlain(entry));
  part("word").hidden = entry.kind !== "decision";
  part("text").textContent = entry.text;
  part("state").textContent = say(words[state], { said: entry.said ?? "" });
  if (entry.outcome && !isPlain(entry)) {
    part("more").hidden = part("hide").hidden = false;
    part("more").href = entry.url || "/luring/perlu-diputuskan/";
  }
  part("fix").hidden = Boolean(entry.tries || entry.outcome || QUIET.has(entry.kind) || entry.file);
  part("back").hidden = Boolean(entry.tries || entry.outcome);
  return made;
}

const moves = []; // how each row stands again as the server had it
/** Rows of people, steps and promises, as they stand with what was pressed here and not yet shown by the server. */
export function move(entries, words) {
  for (const undo of moves.splice(0)) undo();
  const moved = new Map();
  for (const entry of entries.filter((each) => !isPast(each))) {
    const [, , , room, id, what, undone] = entry.path.split("/");
    if (room === "pendaftaran" && entry.kind === "arrival") moved.set(`[data-person="${id}"]`, [what === "hadir" ? (undone ? "away" : "here") : undone ? "here" : "left", entry]);
    if (entry.kind === "step") step(moved, id, what === "mulai", entry);
    if (entry.kind === "verdict") moved.set(`[data-promise="${id}"]`, ["judged", entry]);
  }
  for (const [where, [state, entry]] of moved) show(document.querySelector(where), state, entry, words);
  const rows = [...document.querySelectorAll("[data-person]")], came = rows.filter((row) => row.dataset.here !== "away").length;
  const title = document.querySelector("[data-came]"), opening = document.querySelector("[data-opened]");
  if (opening) opening.hidden = entries.some((entry) => entry.kind === "open" && (!entry.outcome || isPlain(entry)));
  if (rows.length) title.textContent = say(words.came, { came, all: rows.length });
}

/** What the server's lists tell already, or what it did not do. */
const isPast = (entry) => entry.outcome && (!isPlain(entry) || Number(document.documentElement.dataset.fresh) > entry.at);

/** As the server does it: who begins a step ends the one under way; who ends one begins the next that was not begun. */
function step(moved, id, begins, entry) {
  const rows = [...document.querySelectorAll("[data-step]")], pressed = rows.findIndex((row) => row.dataset.step === id), name = (row) => `[data-step="${row.dataset.step}"]`;
  const at = (row) => moved.get(name(row))?.[0] ?? row.dataset.state, put = (row, state) => row && moved.set(name(row), [state, entry]);
  if (begins) put(rows.find((row) => at(row) === "begun"), "ended");
  else put(rows.find((row, n) => n > pressed && at(row) === "todo"), "begun");
  put(rows[pressed], begins ? "begun" : "ended");
}

function show(row, state, entry, words) {
  if (!row) return;
  const here = row.dataset.here, stood = row.querySelector("[data-told]"), buttons = [...row.querySelectorAll("[data-for], [data-judge]")].map((b) => [b, b.hidden]);
  const before = [...stood.childNodes];
  moves.push(() => {
    if (here) row.dataset.here = here;
    stood.replaceChildren(...before);
    for (const [button, hidden] of buttons) button.hidden = hidden;
  });
  if (here) row.dataset.here = state;
  for (const [button] of buttons) button.hidden = button.dataset.for !== state;
  const verdict = entry.fields.find(([name]) => name === "verdict")?.[1], box = verdict && document.querySelector(`input[name=verdict][value="${verdict}"][type=radio]`);
  const said = state === "judged" ? box?.closest("label").textContent.trim() : words[state];
  stood.textContent = `${said} · ${say(words[entry.outcome ?? entry.state], { said: entry.said ?? "" })}`;
}

/** Things made on this device are offered in the choices of other forms: their ids are known before they are sent. */
export function offer(entries) {
  const kept = new Set(entries.filter((e) => e.outcome !== "refused").map((e) => e.act));
  for (const old of document.querySelectorAll("[data-local]")) if (!kept.has(old.dataset.local)) old.remove(); // taken back
  for (const box of document.querySelectorAll("select[data-offers]"))
    for (const entry of entries.filter((e) => e.kind === box.dataset.offers && kept.has(e.act)))
      if (![...box.options].some((option) => option.value === entry.act)) {
        const option = new Option(entry.text, entry.act);
        option.dataset.local = entry.act;
        box.append(option);
        box.closest("[data-when-offered]")?.removeAttribute("hidden");
      }
  const round = document.querySelector("[data-kirim=round] [id$=_problems]");
  for (const entry of entries.filter((e) => e.kind === "problem" && kept.has(e.act)))
    if (round && !round.querySelector(`[value="${entry.act}"]`)) {
      const label = document.createElement("label"), box = document.createElement("input"), row = document.createElement("div");
      Object.assign(box, { type: "checkbox", name: "problems", value: entry.act, defaultChecked: true });
      label.append(box, entry.text);
      row.dataset.local = entry.act;
      row.append(label);
      round.append(row);
    }
}
