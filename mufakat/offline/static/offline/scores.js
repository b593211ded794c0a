// The sheet of scores of a round, also of one that was begun on this device and has not been sent yet.
import { make } from "./screen.js";

/** The rounds that can be scored: those of the page, and those that wait or have just been sent. */
export function roundsOf(data, entries) {
  const rounds = new Map((data.rounds ?? []).map((round) => [round.id, { ...round, raters: [...round.raters] }]));
  const texts = new Map(entries.filter((e) => e.kind === "problem").map((e) => [e.act, e.text]));
  for (const box of document.querySelectorAll("[data-kirim=round] input[name=problems]")) texts.set(box.value, box.closest("label").textContent.trim());
  for (const entry of entries) {
    const of = (name) => entry.fields.filter(([key]) => key === name).map(([, value]) => value);
    if (entry.kind === "round" && !rounds.has(entry.act))
      rounds.set(entry.act, { id: entry.act, ...data.methods[of("method")[0]], problems: of("problems").map((id) => [id, texts.get(id) ?? ""]), raters: [] });
    const round = entry.kind === "rater" && rounds.get(entry.path.split("/")[4]);
    if (round && !round.raters.some(([id]) => id === entry.act)) round.raters.push([entry.act, entry.text]);
  }
  return rounds;
}

/** One row for each problem, one choice for each criterion; what was chosen stays while the round stays. */
export function draw(box, round) {
  const key = round ? `${round.id} ${round.problems.length}` : "";
  if (box.dataset.drawn === key) return;
  box.dataset.drawn = key;
  box.replaceChildren();
  for (const [id, text] of round?.problems ?? []) {
    const set = make("fieldset", "", make("legend", text), "field");
    for (const [name, title, low, high] of round.criteria) {
      const label = make("label", `${title} `), choice = make("select", "");
      choice.name = `${id}:${name}`;
      choice.append(new Option("–", ""));
      for (let n = low; n <= (high || round.problems.length); n += 1) choice.append(new Option(n, n));
      label.append(choice);
      set.append(label);
    }
    box.append(set);
  }
}
