"""Tribulan III of seed 4, Friday 29 September 2023, without network on two devices, up to the PDF of its file.

The laptop is that of the notulis, the phone that of the head of Puskesmas Sukapakir, which hosts the session too. The
year before is played by the demonstration's own steps. What is written down is what the data has: those who came, the
notes, the decisions, the verdicts, the promises, two drawn pictures. Group, problems and ratings, of which the data
says nothing, carry its own words and "(contoh rekaan)".

`MUFAKAT_REPLAY=folder` puts pictures of each part and the pages of the PDF there, for people to look at.
"""

import os
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from mufakat.commitments.models import Verdict
from mufakat.meetings.models import Meeting, Note
from mufakat.meetings.queries import made_in
from mufakat.offline.models import Entry
from mufakat.offline.queries import is_settled, waiting_entries
from mufakat.site.demo import sessions
from mufakat.site.demo.pictures import drawn
from tests.offline.rooms import waiting

from .device import Device, Line
from .filing import complete, invite_by_letter, issued, sheet_signed
from .hand import Hand, plain_text
from .story import Story

pytestmark = pytest.mark.browser

FOLDER = Path(os.environ["MUFAKAT_REPLAY"]) if "MUFAKAT_REPLAY" in os.environ else None
PARTS = ("hadir", "acara", "catatan", "kelompok", "masalah", "nilai", "komitmen", "rapor", "foto")
LATE, GUEST, BOTH = "klinik", "promkes", "rima_melati"
GROUP = "Kelompok RW 07 dan RW 09 Jamika (contoh rekaan)"
RATER = "Penilai contoh"


class Day:
    """The two devices, and what the data says of the day."""

    def __init__(self, story: Story, laptop: Device, phone: Device) -> None:
        self.story, self.laptop, self.phone = story, laptop, phone
        self.data = story.files[3]
        self.meeting = story.meeting(3)
        self.steps = {step.key: str(step.pk) for step in self.meeting.agenda.all()}

    def name(self, key: str) -> str:
        return str(self.story.person(key))

    def both_at(self, hour: str) -> None:
        for device in (self.laptop, self.phone):
            device.at(f"2023-09-29T{hour}")

    def picture(self, kind: str, caption: str) -> bytes:
        made: bytes = drawn(kind, caption, self.meeting.zone).read()
        return made

    @property
    def came(self) -> list[str]:
        return [r["person"] for r in self.data["participant"] if r["present"]]

    @property
    def stayed_away(self) -> int:
        return sum(not r["present"] for r in self.data["participant"])


def until_invited(key: str) -> bool:
    """Tribulan I and II whole; of III the plan, the invitations and the reports of the owners; nothing later."""
    planned = key in ("meeting/2023/3/planned", "meeting/2023/3/invited")
    earlier = ("cycle/2023", "meeting/2023/1/", "meeting/2023/2/", "updates/")
    return planned or (
        key.startswith(earlier) and not key.startswith(("updates/2023/4", "updates/2024"))
    )


@pytest.fixture
def line(story: Story, monkeypatch: pytest.MonkeyPatch) -> Line:
    return Line(monkeypatch)


@pytest.fixture
def day(
    story: Story, line: Line, contexts: Callable[..., Page], live_server: LiveServer
) -> Iterator[Day]:
    """The morning of the session: planned, invited by letter, nothing of its file written yet."""
    story.waiting += [step for step in sessions.steps(story.stage) if until_invited(step.key)]
    story.waiting.sort(key=lambda step: step.at)
    story.now("2023-09-15T13:40")
    invite_by_letter(story)
    story.now("2023-09-29T12:40")
    story.work()

    def device(who: str, **options: Any) -> Device:
        page = contexts(**options)
        return Device(page, story.user(who), live_server.url, story.meeting(3))

    phone = device("kapus", width=360, height=740, has_touch=True)
    found = Day(story, device("notulis"), phone)
    yield found
    for each in (found.laptop, found.phone):
        each.page.wait_for_timeout(300)
        each.page.context.close()


@pytest.mark.long(150)
def test_tribulan_iii_without_network(day: Day, line: Line, live_server: LiveServer) -> None:
    day.both_at("12:40")
    for device in (day.laptop, day.phone):
        device.take_along()
        device.cut()
    time.sleep(1)  # what was on its way when they were cut off has passed
    line.is_cut = True
    on_the_laptop_until_the_reports(day)
    on_the_phone(day)
    on_the_laptop_until_the_end(day)
    looked_at(day)
    written = sum(waiting(device.page) for device in (day.laptop, day.phone))
    assert set(line.tried) <= {"/sw.js"}  # the browser itself asks for it, and got nothing
    assert not Note.objects.filter(meeting=day.meeting).exists()

    day.story.now("2023-09-29T16:15")
    day.both_at("16:15")
    line.is_cut = False
    for device in (
        day.phone,
        day.laptop,
    ):  # the phone first, before it is known that the session was opened
        device.join()
        device.sent()
    day.story.work()
    everything_arrived_once(day)
    one_person_one_row(day, live_server)
    one_text_is_decided(day, line)
    print(f"\n{written} acts without network")
    ratified(day, live_server)
    the_file(day, live_server)


# -- Without network ------------------------------------------------------------------------------


def on_the_laptop_until_the_reports(day: Day) -> None:
    laptop, data = day.laptop, day.data
    day.both_at("13:00")
    laptop.page.locator("form[data-kirim=open] button").click()
    expect(laptop.lines("open")).to_have_count(1)
    laptop.part("acara")
    for step in ("kehadiran", "pembukaan", "rapor"):
        laptop.begin(day.steps[step])
    laptop.part("catatan")
    for row in data["note"][:4]:
        laptop.at(row["made_at"])
        laptop.say(day.steps[row["step"]], row["text"])
    laptop.part("rapor")
    for n, row in enumerate(data["verdict"]):
        laptop.at(f"2023-09-29T13:{20 + 3 * n}")
        laptop.judge(day.story.stage.promise(row["commitment"]), row)
    laptop.part("hadir")
    laptop.at("2023-09-29T13:54")
    laptop.arrive(day.name(LATE))
    laptop.arrive(day.name(BOTH))  # ticked on the phone already
    guest(day, laptop)
    laptop.part("foto")
    row = data["file"][0]
    laptop.photo(row["part"], row["caption"], day.picture(row["picture"], row["caption"]))


def guest(day: Day, device: Device) -> None:
    """She came uninvited, and each of the two writes her down."""
    day_of = day.meeting.starts_on
    assert day_of is not None
    office = day.story.stage.office(GUEST, "puskesmas_sukapakir", day_of)
    device.guest(day.name(GUEST), office, day.story.organisation("puskesmas_sukapakir").name)


def on_the_phone(day: Day) -> None:
    """Who came; in between the battery is empty; then what the group works out."""
    phone, data = day.phone, day.data
    phone.at("2023-09-29T13:02")
    for key in day.came:
        if key not in (LATE, GUEST):
            phone.arrive(day.name(key))
    guest(day, phone)
    phone.at("2023-09-29T14:10")
    phone.open_again()
    phone.part("hadir")
    expect(phone.page.locator("[data-came]")).to_contain_text(str(len(day.came) - 2))
    phone.part("kelompok")
    form = phone.form("group")
    phone.fill(form, name=GROUP)
    phone.send(form)
    expect(phone.lines("group")).to_have_count(1)
    form, row = phone.form("group_note"), data["note"][5]
    phone.at(row["made_at"])
    form.locator("[name=group]").select_option(label=GROUP)
    form.locator("[name=agenda_item]").select_option(day.steps[row["step"]])
    form.locator("textarea").fill(row["text"])
    phone.send(form)
    expect(phone.lines("group")).to_have_count(2)
    problems_and_scores(day)
    phone.part("foto")
    row = data["file"][1]
    phone.at(row["made_at"])
    phone.photo(row["part"], row["caption"], day.picture(row["picture"], row["caption"]))


def problems_and_scores(day: Day) -> None:
    """The two hindrances of the notes, put in order."""
    phone, notes = day.phone, day.data["note"]
    phone.part("masalah")
    for n, row in enumerate((notes[4], notes[6]), start=1):
        form = phone.form("problem")
        form.locator("[name=text]").fill(row["text"])
        phone.send(form)
        expect(phone.lines("problem")).to_have_count(n)
    phone.part("nilai")
    phone.send(phone.form("round"))
    expect(phone.lines("round")).to_have_count(1)
    form = phone.form("rater")
    form.locator("[data-part=round]").select_option(index=1)
    phone.fill(form, name=RATER)
    phone.send(form)
    expect(phone.lines("round")).to_have_count(2)
    scores = phone.form("scores")
    scores.locator("[data-part=round]").select_option(index=1)
    scores.locator("[data-part=rater]").select_option(index=1)
    boxes = scores.locator("#lembar-nilai select")
    for n in range(boxes.count()):
        boxes.nth(n).select_option("4" if n < 3 else "3")
    phone.send(scores)
    expect(phone.lines("round")).to_have_count(3)


def on_the_laptop_until_the_end(day: Day) -> None:
    laptop, data, story = day.laptop, day.data, day.story
    laptop.part("acara")
    for step, hour in (
        ("laporan", "13:55"),
        ("hambatan_sektor", "14:15"),
        ("informasi_baru", "14:30"),
    ):
        laptop.at(f"2023-09-29T{hour}")
        laptop.begin(day.steps[step])
    laptop.part("catatan")
    for row in (data["note"][6], data["note"][7], data["note"][8]):
        laptop.at(row["made_at"])
        laptop.say(day.steps[row["step"]], row["text"])
    laptop.at("2023-09-29T15:00")
    laptop.part("acara")
    for step in ("pemecahan", "rencana_tribulan"):
        laptop.begin(day.steps[step])
    laptop.part("catatan")
    for row in data["decision"]:
        laptop.at(row["made_at"])
        laptop.say(day.steps[row["step"]], row["text"], decision=True)
    laptop.part("komitmen")
    for n, row in enumerate(data["commitment"]):
        laptop.at(f"2023-09-29T15:{20 + 2 * n}")
        owner = story.organisation(row["organisation"]).name
        laptop.promise(row, owner, day.name(row["person"]), str(story.region(row["region"])))

    laptop.part("acara")
    for step, hour in (
        ("rencana_tribulan", "15:40"),
        ("kesepakatan", "15:50"),
        ("pengesahan", "16:05"),
    ):
        laptop.at(f"2023-09-29T{hour}")
        laptop.end(day.steps[step])


def looked_at(day: Day) -> None:
    for part in PARTS:
        device = day.laptop if part in ("acara", "catatan", "komitmen", "rapor") else day.phone
        device.part(part)
        device.look(FOLDER, f"mode-{part}")
    day.laptop.part("layar")
    screen = day.laptop.page.locator("#proyektor")
    expect(screen).to_contain_text(day.data["decision"][1]["text"])
    expect(screen).to_contain_text(day.data["commitment"][6]["what"])
    day.laptop.look(FOLDER, "mode-layar")


# -- The network is back --------------------------------------------------------------------------


def everything_arrived_once(day: Day) -> None:
    meeting, data = Meeting.objects.get(pk=day.meeting.pk), day.data
    assert meeting.state == "open"
    left = Entry.objects.filter(~is_settled())
    assert not left, list(left.values_list("path", "said"))
    notes = list(meeting.notes.order_by("at", "id").values_list("text", flat=True))
    assert notes == [r["text"] for n, r in enumerate(data["note"][:9]) if n != 4]
    made = meeting.decisions.order_by("at", "id").values_list("text", flat=True)
    assert list(made) == [row["text"] for row in data["decision"]]
    rows = meeting.participants
    assert rows.filter(present=True).count() == len(day.came)
    assert rows.filter(present=False).count() == day.stayed_away
    late = rows.get(person=day.story.person(LATE))
    assert late.arrived_at and late.arrived_at.astimezone(meeting.zone).strftime("%H:%M") == "13:54"
    assert [meeting.groups.get().name, meeting.problems.count()] == [GROUP, 2]
    assert meeting.notes.get(group__isnull=False).text == data["note"][5]["text"]
    opened = meeting.rounds.get()
    assert [str(rater) for rater in opened.raters.all()] == [RATER]
    assert opened.raters.get().scores.count() == 6
    given = Verdict.objects.filter(session_id=str(meeting.pk)).values_list("commitment", "verdict")
    asked = {(day.story.stage.promises[r["commitment"]], r["verdict"]) for r in data["verdict"]}
    assert set(given) == asked and len(given) == 11
    promised = [row.commitment.what for row in made_in(meeting)]
    assert sorted(promised) == sorted(row["what"] for row in data["commitment"])
    begun = meeting.agenda.filter(begun_at__isnull=False).order_by("begun_at", "position")
    hours = [f"{step.begun_at.astimezone(meeting.zone):%H:%M}" for step in begun if step.begun_at]
    assert hours == [
        "13:00",
        "13:00",
        "13:00",
        "13:55",
        "14:15",
        "14:30",
        "15:00",
        "15:00",
        "15:40",
        "15:50",
    ]
    files = meeting.files.order_by("part")
    assert [(f.part, f.caption) for f in files] == [
        (r["part"], r["caption"]) for r in data["file"][:2]
    ]
    assert all(f.arrived_at and f.place == meeting.place for f in files)


def one_person_one_row(day: Day, live_server: LiveServer) -> None:
    """The guest stands on the list once; that both wrote her down is one question at the desk, answered by a tap."""
    for device in (day.laptop, day.phone):
        device.away()
    meeting, who = day.meeting, Hand(day.laptop.page, day.story.user("notulis"), live_server.url)
    (again,) = meeting.checkins.filter(state="waiting")
    bare = day.story.person(GUEST).name
    assert meeting.participants.filter(name__contains=bare).count() == 1
    who.open(f"{meeting.get_absolute_url()}pendaftaran/")
    form = who.page.locator(f"main form[action*='entri/{again.pk}/terima/']")
    expect(form).to_contain_text(bare)
    who.press(form.locator("button").first)
    assert not meeting.checkins.filter(state="waiting").exists()
    assert meeting.participants.filter(name__contains=bare).count() == 1
    assert meeting.participants.filter(person=day.story.person(BOTH), present=True).count() == 1


def one_text_is_decided(day: Day, line: Line) -> None:
    """Both correct the same note while the network is away again: one question with both texts, one tap."""
    note = day.meeting.notes.get(text=day.data["note"][7]["text"])
    begun = note.text
    for device in (day.laptop, day.phone):
        device.page.goto(device.path)
        device.cut()
    line.is_cut = True
    for device, word in ((day.laptop, "Kemenkes"), (day.phone, "Kementerian Kesehatan RI")):
        device.correct(note, begun.replace("Kementerian Kesehatan", word))
    line.is_cut = False
    for device in (day.laptop, day.phone):
        device.join()
        device.sent()
        device.away()
    entry = Entry.objects.get(outcome="conflict")
    page = day.laptop.page
    page.goto("/luring/perlu-diputuskan/")
    page.locator(f"main a[href='{entry.get_absolute_url()}']").first.click()
    for text in ("Kemenkes", "Kementerian Kesehatan RI"):
        expect(page.locator("main")).to_contain_text(text)
    Device.look(day.laptop, FOLDER, "perlu-diputuskan")
    page.locator("main form:has([value=mine]) button").click()
    note.refresh_from_db()
    assert "Kementerian Kesehatan RI" in note.text
    assert not waiting_entries(day.story.user("notulis")).exists()


# -- The file -------------------------------------------------------------------------------------


def ratified(day: Day, live_server: LiveServer) -> None:
    """The round is closed, what was agreed is signed; three days later the camat ratifies."""
    who = Hand(day.laptop.page, day.story.user("notulis"), live_server.url)
    who.open(f"{day.meeting.rounds.get().get_absolute_url()}tutup/")
    who.saved()
    signers = [day.story.person(key).name for key in ("camat", "kapus_sukapakir", BOTH)]
    sheet_signed(who, day.meeting, signers)
    day.story.now(day.data["ratified"]["at"])
    camat = Hand(day.phone.page, day.story.user("camat"), live_server.url)
    camat.open(f"{day.meeting.get_absolute_url()}sahkan/")
    camat.saved()
    day.meeting.refresh_from_db()
    assert day.meeting.state == "ratified"


def the_file(day: Day, live_server: LiveServer) -> None:
    who = Hand(day.laptop.page, day.story.user("notulis"), live_server.url)
    who.open(f"{day.meeting.get_absolute_url()}berkas/")
    lacks = ("Kerangka acuan", "Rincian biaya")
    for part in lacks:
        row = who.page.locator("#bagian tr").filter(has_text=part)
        expect(row).to_contain_text("belum ada")
    day.laptop.look(FOLDER, "berkas-belum-lengkap")
    complete(who, day.meeting, day.data)
    day.laptop.look(FOLDER, "berkas-lengkap")
    found = issued(who, day.meeting)
    answer = who.page.request.get(f"{day.meeting.get_absolute_url()}berkas/spj.pdf")
    pages = texts_of(answer.body())
    assert len(pages) == found.pages
    text = plain_text(" ".join(pages)).replace("- ", "-")
    for person in day.came:
        assert day.story.person(person).name in text, person
    for row in (*day.data["decision"], *(r for r in day.data["note"] if r["invented"])):
        begins = row["text"].split("Kementerian")[0][:50].strip()
        assert begins in text, row["text"]
    for row in day.data["commitment"]:
        assert row["what"][:40] in text, row["what"]
    for row in day.data["file"]:
        assert row["caption"] in text, row["caption"]
    assert "selesai 16.05" in text or "direncanakan" not in text
    for n, said in enumerate(pages, start=1):
        assert f"Halaman {n} dari {len(pages)}" in plain_text(said), n


def texts_of(made: bytes) -> list[str]:
    pdf = pypdfium2.PdfDocument(BytesIO(made))
    if FOLDER:
        (FOLDER / "spj.pdf").write_bytes(made)
        for n in range(len(pdf)):
            pdf[n].render(scale=1.4).to_pil().save(FOLDER / f"hal-{n + 1:02}.png")
    return [pdf[n].get_textpage().get_text_range().replace("\ufffe", "-") for n in range(len(pdf))]
