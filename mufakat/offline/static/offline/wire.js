// Asking the server, and believing nothing but its own words: JSON that says "mufakat": 1.

/** Status (0: no answer), what our server told (null: it was not ours), and for how long to leave it alone. */
export async function ask(address, options = {}, patience = 20000) {
  const stop = new AbortController(), timer = setTimeout(() => stop.abort(), patience);
  const headers = { Accept: "application/json", ...options.headers };
  try {
    const answer = await fetch(address, { redirect: "manual", cache: "no-store", credentials: "same-origin", signal: stop.signal, ...options, headers });
    const told = await answer.json().catch(() => null);
    const pause = Number(answer.headers.get("Retry-After")) || 0;
    return { status: answer.status, told: told?.mufakat === 1 ? told : null, pause: pause && (pause + Math.random()) * 1000 }; // never a whole room in one moment
  } catch {
    return { status: 0, told: null, pause: 0 };
  } finally {
    clearTimeout(timer);
  }
}

/** The text, packed if this browser can. */
export async function packed(text) {
  if (!("CompressionStream" in self)) return { body: text, headers: {} };
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return { body: await new Response(stream).arrayBuffer(), headers: { "Content-Encoding": "gzip" } };
}

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

export const hex = (buffer) => Array.from(new Uint8Array(buffer), (b) => b.toString(16).padStart(2, "0")).join("");

export async function base64(buffer) {
  const bytes = new Uint8Array(buffer), parts = [];
  for (let i = 0; i < bytes.length; i += 0x6000) parts.push(btoa(String.fromCharCode(...bytes.subarray(i, i + 0x6000))));
  return parts.join("");
}

/** HMAC-SHA256 of a text under a key in base64; empty where the browser has no such tools (plain HTTP). */
export async function sealed(text, key) {
  if (!key || !crypto.subtle) return "";
  const raw = Uint8Array.from(atob(key), (c) => c.charCodeAt(0));
  const made = await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return base64(await crypto.subtle.sign("HMAC", made, new TextEncoder().encode(text)));
}
