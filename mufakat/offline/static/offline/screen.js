// What the projector shows without network: the step under way, the clock against the plan, the report card, what was decided and promised.
const LAST = 4;

/** The steps as the page has them, moved by what was pressed here. */
export function stepsOf(data, entries) {
  const steps = (data.steps ?? []).map((step) => ({ ...step }));
  for (const entry of entries.filter((e) => e.kind === "step")) {
    const at = steps.findIndex((step) => entry.path.includes(step.id)), step = steps[at];
    if (!step) continue;
    const now = steps.find((each) => each.begun && !each.ended);
    if (entry.path.endsWith("/mulai/")) {
      if (now && now !== step) now.ended ||= entry.made_at;
      step.begun ||= entry.made_at;
    } else {
      step.begun ||= entry.made_at;
      step.ended ||= entry.made_at;
      const after = steps[at + 1];
      if (after && !after.begun) after.begun = entry.made_at;
    }
  }
  return steps;
}

export function draw(box, steps, words, say) {
  const now = steps.find((step) => step.begun && !step.ended);
  const used = now ? Math.floor((Date.now() - new Date(now.begun)) / 60000) : 0, planned = now?.minutes;
  const pace = now ? say(planned ? words.minute : words.minute_only, { used, planned }) + (planned && used > planned ? ` · ${say(words.over, { n: used - planned })}` : "") : "";
  const head = make("header", "", make("h1", now?.title ?? words.no_step), make("p", pace, planned && used > planned ? "pace is-late" : "pace"));
  box.replaceChildren(head, ...[
    list(words.promises, [...texts("#daftar-komitmen [data-id]"), ...lines("commitment")]),
    list(words.decisions, [...texts("#tertulis [data-kind=decision] [data-text]"), ...lines("decision")]),
    card(words.card),
  ].filter(Boolean));
}

const texts = (where) => Array.from(document.querySelectorAll(where), (e) => e.textContent.trim().replace(/\s+/g, " "));
const lines = (kind) => texts(`[data-lines] [data-line-kind=${kind}] [data-text]`);

function list(title, found) {
  if (!found.length) return null;
  return make("section", "", make("h2", title), make("ul", "", ...found.slice(-LAST).map((text) => make("li", text)), "plain-list"));
}

function card(title) {
  const counted = new Map();
  for (const word of texts("#daftar-rapor [data-told]").map((told) => told.split(" · ")[0])) counted.set(word, (counted.get(word) ?? 0) + 1);
  return counted.size ? make("section", "", make("h2", title), make("p", [...counted].map(([word, n]) => `${n} ${word}`).join(" · "), "big")) : null;
}

/** An element with a text, then children or (last) the name of a class. */
export function make(name, text, ...rest) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const each of rest) if (typeof each === "string") made.className = each; else made.append(each);
  return made;
}
