// What this device keeps until the server has it: acts, what became of them, files, and a few words about itself.
// Every function opens the database anew if it was closed; none of them ever deletes what no receipt has named.
import { openDB } from "./vendor/idb.js";

const NAME = "mufakat", VERSION = 1, KEEP_DONE = 2000, MOST_BYTES = 60000;
export const heard = new EventTarget(); // "change": something in the store moved, here or in another tab
const channel = "BroadcastChannel" in self ? new BroadcastChannel("mufakat") : null;
if (channel) channel.onmessage = (event) => heard.dispatchEvent(new CustomEvent("change", { detail: event.data }));

export function tell(detail = null) {
  channel?.postMessage(detail);
  heard.dispatchEvent(new CustomEvent("change", { detail }));
}

/** Adds what is missing; a store that exists is left as it is, whatever wrote it. */
function build(db) {
  const has = (name) => db.objectStoreNames.contains(name);
  const acts = has("acts") ? null : db.createObjectStore("acts", { keyPath: "n", autoIncrement: true });
  acts?.createIndex("act", "act", { unique: true });
  acts?.createIndex("user", "user");
  acts?.createIndex("place", ["user", "meeting"]); // a page of one session asks for its own, whatever else waits
  const done = has("done") ? null : db.createObjectStore("done", { keyPath: "act" });
  done?.createIndex("user", ["user", "at"]);
  done?.createIndex("place", ["user", "meeting", "at"]);
  if (!has("files")) db.createObjectStore("files", { keyPath: "key" }).createIndex("user", "user");
  if (!has("meta")) db.createObjectStore("meta", { keyPath: "key" });
}

let opening = null;
async function open() {
  opening ??= openDB(NAME, VERSION, { upgrade: build, blocking: (_now, _then, event) => event.target.close(), terminated: () => { opening = null; } })
    .catch((wrong) => {
      if (wrong.name === "VersionError") return openDB(NAME); // a newer page was here: read it as it is
      throw wrong;
    });
  try {
    return await opening;
  } catch (wrong) {
    opening = null;
    throw wrong;
  }
}

/** One transaction; resolved only when it is on the disk. */
async function write(stores, work) {
  let db = await open(), tx;
  try {
    tx = db.transaction(stores, "readwrite", { durability: "strict" });
  } catch (wrong) {
    if (wrong.name !== "InvalidStateError") throw wrong;
    opening = null; // closed by the browser, or for a newer page
    tx = (await open()).transaction(stores, "readwrite", { durability: "strict" });
  }
  tx.done.catch(() => {}); // awaited below; not a second, unhandled complaint
  const made = await work(tx);
  await tx.done;
  return made;
}

/** The same, and everybody who shows something of it hears of it. */
async function change(stores, work) {
  const made = await write(stores, work);
  tell();
  return made;
}

export const recall = async (key) => (await (await open()).get("meta", key))?.value;
export const remember = (key, value) => write(["meta"], (tx) => tx.objectStore("meta").put({ key, value }));

/** The name of this device: made once. */
export async function device() {
  const known = await recall("device");
  if (known) return known;
  const made = newId();
  await remember("device", made);
  return made;
}

/** UUIDv7: 48 bits of time, 74 of chance, so that ids sort as they were made. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let time = Date.now();
  for (let i = 5; i >= 0; i -= 1) {
    bytes[i] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return Array.from(bytes, (b, i) => ([4, 6, 8, 10].includes(i) ? "-" : "") + b.toString(16).padStart(2, "0")).join("");
}

/** Keeps an act, and the file it names, in one transaction. The count of "37 of 40" begins anew in an empty outbox. */
export const add = (entry, file = null) =>
  change(["acts", "files", "meta"], async (tx) => {
    const acts = tx.objectStore("acts");
    const waiting = await acts.index("user").count(entry.user);
    if (!waiting) await tx.objectStore("meta").put({ key: `sent:${entry.user}`, value: 0 });
    if (file) await tx.objectStore("files").put(file);
    await acts.add({ tries: 0, state: "waiting", ...entry });
  });

/** Other words in an act that has never left the device; false if it has. */
export const correct = (act, changed) =>
  change(["acts"], async (tx) => {
    const kept = await tx.store.index("act").get(act);
    if (!kept || kept.tries) return false;
    await tx.store.put({ ...kept, ...changed, act: kept.act, n: kept.n });
    return true;
  });

/** Takes an act back that has never left the device: "taken", or why not: "sent", "needed" (a later one builds on it). */
export const takeBack = (act) =>
  change(["acts", "files"], async (tx) => {
    const acts = tx.objectStore("acts"), kept = await acts.index("act").get(act);
    if (!kept || kept.tries) return "sent";
    for (let row = await acts.openCursor(IDBKeyRange.lowerBound(kept.n, true)); row; row = await row.continue())
      if (mentions(row.value, act)) return "needed";
    await acts.delete(kept.n);
    if (kept.file) await tx.objectStore("files").delete(kept.file);
    return "taken";
  });

const mentions = (entry, id) => entry.path.includes(id) || entry.fields.some(([name, value]) => name.includes(id) || value === id);

/** The next acts to send, in their order, at most `most` and 60 kB: none that waits for a pause, or builds on one that does. */
export async function next(user, most, now = Date.now()) {
  const tx = (await open()).transaction("acts"), found = [], stuck = [];
  let bytes = 0;
  for (let row = await tx.store.index("user").openCursor(user); row && found.length < most; row = await row.continue()) {
    const entry = row.value, held = stuck.some((id) => mentions(entry, id));
    if (held || entry.next > now) {
      stuck.push(entry.act);
      continue;
    }
    bytes += JSON.stringify(entry.fields).length * 2 + entry.path.length;
    if (found.length && bytes > MOST_BYTES) break;
    found.push(entry);
  }
  return found;
}

/** From now on these may have reached the server: they can no longer be corrected here. */
export const tried = (entries) => write(["acts"], (tx) => Promise.all(entries.map((e) => tx.store.put({ ...e, tries: e.tries + 1 }))));

/** The server's word on each act; answers of how many acts it told anything. Only this empties the outbox, and only of an act that the receipt names. */
export const receive = (user, receipts, now = Date.now()) =>
  change(["acts", "done", "meta"], async (tx) => {
    const acts = tx.objectStore("acts"), meta = tx.objectStore("meta");
    let n = 0, known = 0;
    for (const receipt of receipts) {
      const kept = await acts.index("act").get(String(receipt?.act ?? ""));
      if (!kept || kept.user !== user) continue;
      known += 1;
      if (!OUTCOMES.has(receipt.outcome)) {
        const errors = (kept.errors ?? 0) + 1;
        await acts.put({ ...kept, errors, state: "error", said: receipt.said, next: now + Math.min(3600e3, 15e3 * 2 ** errors) });
        continue;
      }
      await tx.objectStore("done").put({ ...kept, at: now, outcome: receipt.outcome, said: receipt.said, url: receipt.url });
      await acts.delete(kept.n);
      n += 1;
    }
    const sent = (await meta.get(`sent:${user}`))?.value ?? 0;
    await meta.put({ key: `sent:${user}`, value: sent + n });
    await forget(tx.objectStore("done"), user);
    return known;
  });
const OUTCOMES = new Set(["done", "already", "merged", "conflict", "refused", "parked"]);

/** The server was put back to an older copy: what it had acknowledged goes out once more; what it still has is told so. */
export const sendAgain = (user) =>
  change(["acts", "done"], async (tx) => {
    const acts = tx.objectStore("acts");
    for (let row = await tx.objectStore("done").index("user").openCursor(ends(user)); row; row = await row.continue()) {
      const { at, outcome, said, url, next, errors, ...entry } = row.value; // at its old place: before what waits
      if (!(await acts.index("act").get(entry.act))) await acts.put({ ...entry, state: "waiting" });
      await row.delete();
    }
  });

/** Of what is safely recorded the last is kept: to be shown, and for the day when the server is put back to a copy. */
async function forget(done, user) {
  let over = (await done.index("user").count(ends(user))) - KEEP_DONE;
  for (let row = over > 0 ? await done.index("user").openCursor(ends(user)) : null; row && over > 0; row = await row.continue(), over -= 1)
    await row.delete();
}

/** How many wait, wait with an error, have been sent since the outbox was last empty; how many files wait; others' acts. */
export async function counts(user) {
  const tx = (await open()).transaction(["acts", "files", "meta"]), acts = tx.objectStore("acts");
  const [waiting, all, files, sent] = await Promise.all([
    acts.index("user").count(user), acts.count(), tx.objectStore("files").index("user").count(user), tx.objectStore("meta").get(`sent:${user}`),
  ]);
  return { waiting, files, others: all - waiting, sent: waiting ? sent?.value ?? 0 : 0 };
}

async function last(name, index, own, most) {
  const rows = (await open()).transaction(name).store.index(index), found = [];
  for (let row = await rows.openCursor(own, "prev"); row && found.length < most; row = await row.continue()) found.unshift(row.value);
  return found;
}
const ends = (...of) => IDBKeyRange.bound([...of, 0], [...of, Infinity]);
/** The last acts of a user that wait, or are settled (of one meeting, or all): the newest `most` of them in their order. */
export const waiting = (user, meeting = "", most = 100) => (meeting ? last("acts", "place", [user, meeting], most) : last("acts", "user", user, most));
export const settled = (user, meeting = "", most = 100) => (meeting ? last("done", "place", ends(user, meeting), most) : last("done", "user", ends(user), most));

/** The line of something that is settled is not shown any more. */
export const dismiss = (act) => write(["done"], (tx) => tx.store.delete(act)).then(() => tell());

export async function nextFile(user, after = "") {
  const tx = (await open()).transaction("files");
  const row = await tx.store.openCursor(IDBKeyRange.bound(`${user}:${after}`, `${user}:g`, Boolean(after)));
  return row?.value ?? null;
}
export const dropFile = (key) => write(["files"], (tx) => tx.store.delete(key)).then(() => tell());

/** Empties the outbox of one user: only after he has said so twice. */
export const empty = (user) =>
  change(["acts", "files", "done"], async (tx) => {
    for (const [name, own] of [["acts", user], ["files", user], ["done", ends(user)]]) {
      const found = tx.objectStore(name).index("user");
      for (let row = await found.openCursor(own); row; row = await row.continue()) await row.delete();
    }
  });
