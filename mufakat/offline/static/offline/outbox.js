// The way out: contact, parcels of acts in their order, then the bytes of files. What has no receipt stays.
import * as store from "./store.js";
import { ask, base64, packed, sealed, sleep } from "./wire.js";

const MOST = 50, PIECE = 256 * 1024, LONGEST = 60000, STUCK = 180000;

/** Who is signed in, as the server says. state: "ok", "none" (no contact), "out" (session over), "other" (somebody else), "viewing". */
export async function contact(user, patience) {
  const device = await store.device();
  const end = (await store.recall(`end:${user}`)) ?? "";
  const { told } = await ask(`/luring/kontak/?perangkat=${device}&ujung=${end}`, {}, patience);
  if (!told) return { state: "none" };
  if (!told.user) return { state: "out" };
  if (told.user !== user) return { state: "other", told };
  if (told.key) await store.remember(`key:${user}`, told.key);
  await store.remember(`name:${user}`, told.name);
  if (told.lost) {
    await store.sendAgain(user);
    await store.remember(`end:${user}`, "");
  }
  return { state: told.seen_as ? "viewing" : "ok", told, device };
}

let running = null;
/** Sends all that waits, once at a time in this browser; answers with the state of contact and its words. */
export function flush(user) {
  running ??= alone(() => send(user)).catch((wrong) => ({ state: "none", wrong })).finally(() => { running = null; });
  return running;
}

/** In one tab at a time where the browser can tell; two at once are harmless, for the server does each act once. */
function alone(work) {
  if (!navigator.locks) return work();
  const beat = Number(localStorage.getItem("mufakat-kirim") || 0);
  const how = Date.now() - beat > STUCK ? { steal: true } : { ifAvailable: true }; // a frozen tab holds up nobody
  return navigator.locks.request("mufakat-kirim", how, (lock) => (lock ? work() : { state: "elsewhere" }));
}
const beat = () => { try { localStorage.setItem("mufakat-kirim", Date.now()); } catch { /* a refused storage stops no sending */ } };

async function send(user) {
  beat();
  const met = await contact(user);
  if (met.state !== "ok") return met;
  const ended = await sendActs(user, met);
  if (ended) return { ...met, ...ended };
  const { waiting } = await store.counts(user);
  if (waiting === 0 || !(await store.next(user, 1)).length) await sendFiles(user, met);
  return met;
}

/** Null once nothing is left to send now; else why it stopped. */
async function sendActs(user, met) {
  let size = MOST, failures = 0, patience = 20000;
  for (;;) {
    const entries = await store.next(user, size);
    if (!entries.length) return null;
    await store.tried(entries); // before a byte leaves: from now on they may be there
    beat();
    const answer = await post(user, met, entries, patience);
    if (answer.told?.end) await store.remember(`end:${user}`, answer.told.end);
    const receipts = answer.status === 200 && answer.told?.user === user && answer.told.receipts;
    if (Array.isArray(receipts) && (await store.receive(user, receipts))) { // poison among them waits for its pause
      met.told.tray += receipts.filter(({ outcome }) => ["conflict", "refused", "parked"].includes(outcome)).length;
      failures = 0;
      size = Math.min(MOST, size * 2);
      continue;
    }
    if ([413, 500].includes(answer.status) && entries.length === 1) { // nobody else is to blame
      await store.receive(user, [{ act: entries[0].act, outcome: "error", said: "" }]);
      continue;
    }
    if (answer.status === 401) return { state: "out" };
    if (answer.status === 409) return { state: "other" };
    if (answer.status === 429) return { state: "busy", pause: answer.pause || 15000 };
    size = Math.max(1, Math.min(size, entries.length) >> 1);
    patience = Math.min(LONGEST, patience * 1.5);
    failures += 1;
    if (failures > 5 || answer.status === 403) return { state: answer.told ? "busy" : "none" };
    await sleep(answer.status === 413 ? 0 : 300 * failures);
  }
}

async function post(user, met, entries, patience) {
  const { waiting } = await store.counts(user);
  const persistent = (await navigator.storage?.persisted?.()) ?? null;
  const acts = entries.map(({ act, path, fields }) => ({ act, path, fields }));
  const told = { device: met.device, user, now: new Date().toISOString(), waiting, persistent, name: deviceName(), acts };
  const { body, headers } = await packed(JSON.stringify(told));
  return ask("/luring/kiriman/", { method: "POST", body, headers: { "Content-Type": "application/json", "X-CSRFToken": met.told.csrf, ...headers } }, patience);
}

function deviceName() {
  const words = navigator.userAgent, first = (names) => names.find(([mark]) => words.includes(mark))?.[1] ?? "";
  const browser = first([["Edg/", "Edge"], ["Firefox/", "Firefox"], ["Chrome/", "Chrome"], ["Safari/", "Safari"]]);
  const system = first([["Android", "Android"], ["iPhone", "iPhone"], ["iPad", "iPad"], ["Windows", "Windows"], ["Mac OS", "Mac"], ["Linux", "Linux"]]);
  return [browser, system].filter(Boolean).join(" · ");
}

/** One after another, each from where the server has it; in memory is one photo at a time. */
async function sendFiles(user, met) {
  for (let file = await store.nextFile(user); file; file = await store.nextFile(user, file.sha256)) {
    beat();
    if ((await sendFile(file, met)) === null) return; // no contact; of one that fails the next is not to suffer
  }
}

async function sendFile(file, met) {
  const address = `/luring/berkas/${file.sha256}/`, headers = { "X-CSRFToken": met.told.csrf, "X-Size": String(file.blob.size), "Content-Type": "application/octet-stream" };
  let { told } = await ask(address), failures = 0;
  while (failures < 4) {
    if (told?.whole) {
      await store.dropFile(file.key);
      return true;
    }
    const from = told?.have ?? 0;
    const body = file.blob.slice(from, from + PIECE);
    const answer = await ask(`${address}?dari=${from}`, { method: "PUT", body, headers }, LONGEST);
    if (answer.status === 0 && failures === 3) return null;
    if (answer.status === 422) told = null; // the whole is not what its name says: anew
    else told = answer.told ?? (await ask(address)).told;
    failures = answer.status === 200 ? 0 : failures + 1;
  }
  return false;
}

/** The waiting acts and photos as one file, in parts, so that 60 photos are not in memory at once. */
export async function exportFile(user) {
  const acts = (await store.waiting(user, "", Infinity)).map(({ act, path, fields, made_at }) => ({ act, path, fields, made_at }));
  const text = JSON.stringify(acts), made = new Date().toISOString();
  const name = (await store.recall(`name:${user}`)) ?? "", device = await store.device();
  const seal = await sealed(text, await store.recall(`key:${user}`));
  const head = JSON.stringify({ mufakat: 1, kind: "outbox", device, user, name, made, seal, acts_text: text });
  const parts = [head.slice(0, -1), ',"files":['];
  for (let file = await store.nextFile(user), n = 0; file; file = await store.nextFile(user, file.sha256), n += 1) {
    parts.push(n ? "," : "", `{"sha256":"${file.sha256}","type":${JSON.stringify(file.blob.type)},"data":"`);
    parts.push(new Blob([await base64(await file.blob.arrayBuffer())]), '"}');
  }
  parts.push("]}");
  const plain = name.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "pengguna";
  return { blob: new Blob(parts, { type: "application/json" }), name: `mufakat-${plain}-${made.slice(0, 10)}.json` };
}

/** Hands the file to the person; his word, not ours, says that it was kept. */
export async function handOut(user) {
  const { blob, name } = await exportFile(user), link = document.createElement("a");
  Object.assign(link, { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
