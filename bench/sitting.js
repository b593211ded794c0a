// A session of four hours, typed into the real forms of Mode Rapat: steps, people, groups, problems, scores, promises,
// verdicts, corrections; notes until there are so many acts as asked for.
async (wanted) => {
  const store = await import(document.querySelector("link[href*='offline/store']").href);
  const $ = (where, from = document) => from.querySelector(where), $$ = (where, from = document) => [...from.querySelectorAll(where)];
  const user = $("#connection").dataset.user;
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const SAID = [
    "Sasaran ibu hamil yang belum terdata di RW {n} disisir kader bersama bidan desa, hasilnya dibawa ke rapat berikut.",
    "Lurah menyampaikan bahwa balai RW {n} dapat dipakai untuk Posyandu sore, listrik dibayar dari kas RW.",
    "Capaian D/S bulan lalu {n} persen; yang tidak datang terutama anak yang ibunya bekerja di pabrik.",
    "Dinas Pendidikan mengirim guru PAUD untuk mendampingi penimbangan di {n} Posyandu, dimulai bulan depan.",
    "KUA memasukkan pemeriksaan calon pengantin ke dalam bimbingan, daftar nama dikirim tiap tanggal {n}.",
    "Air bersih di RT {n} keruh sejak hujan; sanitarian dan kelurahan memeriksa sumbernya minggu ini.",
    "PKK meminta timbangan pengganti untuk {n} Posyandu, yang lama tidak lagi ditera.",
  ];
  let turn = 0;
  const say = () => SAID[(turn += 1) % SAID.length].replace("{n}", 1 + (turn * 7) % 31);

  async function send(form, button = $("button.btn", form)) {
    form.requestSubmit(button);
    do await pause(2); while (form.dataset.busy);
    const wrong = $(".summary", form);
    if (wrong) throw new Error(`${form.dataset.kirim}: ${wrong.textContent}`);
  }
  const boxes = (form, name) => $$(`[name="${name}"], [data-part="${name}"]`, form);
  async function type(kind, values, button) {
    const form = $$(`form[data-kirim="${kind}"]`).at(-1);
    for (const [name, value] of Object.entries(values)) {
      const found = boxes(form, name);
      if (!found.length) throw new Error(`${kind} has no ${name}`);
      for (const box of found) if (box.type === "radio") box.checked = box.value === value; else box.value = value;
    }
    await send(form, button && $(button, form));
  }
  const press = (row, what) => send($(what, row).closest("form"), $(what, row));
  const options = (where) => [...$(where).options].map((o) => o.value).filter(Boolean);
  const count = async () => (await store.counts(user)).waiting;

  const items = options("form[data-kirim=note] [name=agenda_item]");
  const item = () => items[turn % items.length];
  for (const row of $$("[data-person][data-here=away]")) await press(row, "[formaction$='/hadir/']");
  for (const row of $$("[data-person][data-here=here]").slice(0, 10)) await press(row, "[formaction$='/pulang/']");
  for (let n = 1; n <= 6; n += 1) await type("guest", { name: `Tamu Contoh ${n}`, title: "Ketua RW", organisation_name: `RW ${n} contoh` });
  const steps = () => $$("#langkah button:not([hidden])");
  if (steps().length) await send(steps()[0].closest("form"), steps()[0]);
  for (let done; (done = $$("#langkah [data-for=begun]:not([hidden])")[0]);) await send(done.closest("form"), done); // the next one begins by itself
  for (let n = 1; n <= 4; n += 1) await type("group", { name: `Kelompok contoh ${n}`, topic: "Posyandu di pemukiman padat" });
  const groups = options("form[data-kirim=group_note] [name=group]").slice(-4);
  for (let n = 0; n < 32; n += 1) await type("group_note", { group: groups[n % 4], agenda_item: item(), text: say() });
  for (const group of groups) await type("report", { group, report: `${say()} ${say()}` });
  for (let n = 0; n < 20; n += 1) await type("problem", { text: say(), numerator: String(n + 3), denominator: "60" });
  for (const box of $$("form[data-kirim=round] [name=problems]")) box.checked = Boolean(box.closest("[data-local]")) && turn++ % 2 === 0;
  for (const box of $$("form[data-kirim=round] [name=raters]").slice(0, 8)) box.checked = true;
  await type("round", {});
  const round = options("form[data-kirim=scores] [data-part=round]").at(-1), sheet = $("form[data-kirim=scores]");
  $("[data-part=round]", sheet).value = round;
  $("[data-part=round]", sheet).dispatchEvent(new Event("input", { bubbles: true }));
  await pause(300);
  for (const rater of options("form[data-kirim=scores] [data-part=rater]")) {
    $("[data-part=rater]", sheet).value = rater;
    for (const box of $$("#lembar-nilai select")) box.value = String(1 + (turn += 3) % 5);
    await send(sheet);
  }
  const bodies = $$("form[data-kirim=commitment] datalist option").map((o) => o.value);
  for (let n = 0; n < 24; n += 1)
    await type("commitment", { what: say(), owner_organisation: bodies[n % bodies.length], due_on: `${new Date().getFullYear()}-12-31`, proof_asked: "Foto dan daftar hadir" });
  for (const promise of options("#putusan-lain [data-part=promise]").slice(0, 15)) await type("verdict", { promise, verdict: "partly", reason: say() });
  for (const link of $$("#tertulis a[data-base]").slice(0, 10)) {
    link.click();
    await type("change", { text: say() });
  }
  for (let n = 0; n < 25; n += 1) await type("note", { agenda_item: item(), text: say() }, "button[data-kind=decision]");
  while ((await count()) < wanted) await type("note", { agenda_item: item(), text: say() });
  return (await store.waiting(user, "", Infinity)).map(({ kind, act, path, fields, text }) => ({ kind, act, path, fields, text }));
}
