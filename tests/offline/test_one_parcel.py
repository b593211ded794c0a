"""What stands in one parcel comes to the same as if each had come alone: of two sessions each fact is its own, two
texts are put side by side, and a second text under a used id is kept whole."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from django.utils.html import escape

from mufakat.journal.models import Event
from mufakat.journal.seals import verify
from mufakat.meetings import actions as meetings
from mufakat.meetings.models import AgendaItem, Decision, Group, Meeting, Note, Problem
from mufakat.offline.models import Entry
from tests.world import World, ratify_second_session, wib

from .device import Phone
from .writing import arrive, at, correct_problem, write_note, write_problem

Phones = Callable[..., Phone]
TRAY = "/luring/perlu-diputuskan/"
EITHER_WAY = pytest.mark.parametrize("most", [50, 1], ids=["one parcel", "each alone"])


class Side(NamedTuple):
    """A session with one of its agenda items and its group."""

    meeting: Meeting
    item: AgendaItem
    group: Group


@pytest.fixture(params=["ratified first", "open first"])
def sides(request: pytest.FixtureRequest, world: World) -> Sequence[Side]:
    """Two sessions of one forum and one day: that of the morning is ratified, that of the afternoon is open."""
    with world.doing("notulis", wib(6, 26, 10, 30)) as open_act:
        group = meetings.record_group(open_act, world.opened, name="Kelompok pagi")
    ratified = Side(world.opened, world.item, group)
    ratify_second_session(world)
    with world.doing("notulis", wib(6, 26, 13, 30)) as open_act:
        also = meetings.record_meeting(
            open_act,
            forum=world.forum,
            kind="LM-TR",
            title="Rapat sore",
            starts_at=wib(6, 26, 14),
        )
        meetings.open_meeting(open_act, also)
        group = meetings.record_group(open_act, also, name="Kelompok sore")
    is_open = Side(also, also.agenda.filter(role="plain")[0], group)
    return (ratified, is_open) if "ratified" in request.param else (is_open, ratified)


def sent(device: Phone, most: int = 50) -> list[str]:
    """What became of all that waits, in its order, in parcels of `most`; it waits on."""
    said: list[dict[str, Any]] = []
    for start in range(0, len(device.waiting), most):
        said += device.post(device.parcel(device.waiting[start : start + most])).json()["receipts"]
    return [each["outcome"] for each in said]


def told_of(thing: UUID) -> list[tuple[str, int | None]]:
    """The history of a thing: what was done, and to which version it came by that."""
    events = Event.objects.filter(subject_id=str(thing)).order_by("seq")
    return [(each.verb, each.data.get("version")) for each in events]


def test_each_fact_is_of_its_own_session(
    world: World, phone: Phones, sides: Sequence[Side]
) -> None:
    device = phone()
    notes: dict[UUID, Side] = {}
    facts: list[tuple[Any, UUID, Side]] = []
    for _twice in range(2):
        for side in sides:
            more: dict[str, Any] = {"meeting": side.meeting, "item": side.item}
            notes[write_note(device, world, "Dari pleno", **more)] = side
            notes[write_note(device, world, "Dari kelompok", **more, group=side.group.pk)] = side
            path = at(side.meeting, "keputusan", "catat")
            decided = device.write(path, agenda_item=side.item.pk, text="Diputuskan")
            named = device.write(at(side.meeting, "masalah", "catat"), text="Air bersih kurang")
            facts += [(Decision, decided, side), (Problem, named, side)]
    assert set(sent(device)) == {"done"}
    for model, key, side in [*((Note, key, side) for key, side in notes.items()), *facts]:
        row = model.objects.get(pk=key)
        assert row.meeting == side.meeting
        assert bool(row.late_at) is side.meeting.is_ratified
    for key, side in notes.items():
        note = Note.objects.get(pk=key)
        assert note.agenda_item == side.item
        assert note.group == (side.group if "kelompok" in note.text else None)
    assert list(verify()) == []


def test_parts_of_the_other_session_are_refused(
    world: World, phone: Phones, sides: Sequence[Side]
) -> None:
    device = phone()
    wanted = []
    for side in sides:
        more: dict[str, Any] = {"meeting": side.meeting, "item": side.item}
        write_note(device, world, "Milik sendiri", **more, group=side.group.pk)
        wanted.append("done")
    for side, other in (sides, sides[::-1]):
        more = {"meeting": side.meeting}
        write_note(device, world, "Acara rapat lain", **more, item=other.item)
        write_note(device, world, "Kelompok lain", **more, item=side.item, group=other.group.pk)
        write_note(
            device, world, "Acara, bukan kelompok", **more, item=side.item, group=side.item.pk
        )
        wanted += ["parked" if side.meeting.is_ratified else "refused"] * 3
    assert sent(device) == wanted
    acts = [UUID(each["act"]) for each in device.waiting]
    written = Note.objects.filter(pk__in=acts).order_by("pk")
    assert list(written.values_list("pk", flat=True)) == acts[:2]
    assert sorted(Entry.objects.values_list("act_id", flat=True)) == acts[2:]


@EITHER_WAY
def test_a_group_that_is_made_in_between(world: World, phone: Phones, most: int) -> None:
    """What is written in a group after it was made is found in it, whatever was asked before."""
    device = phone()
    made = []
    for name in ("Kelompok pagi", "Kelompok sore"):
        group = device.write(at(world.opened, "kelompok", "catat"), name=name)
        made.append((write_note(device, world, f"Dari {name}", group=group), group))
    assert sent(device, most) == ["done"] * 4
    for note, group in made:
        assert Note.objects.get(pk=note).group_id == group


@EITHER_WAY
@pytest.mark.parametrize("kind", ["note", "decision", "report"])
def test_corrections_of_one_text(world: World, phone: Phones, most: int, kind: str) -> None:
    """Two from the same text: both stand side by side. Who had seen the first may go on from it."""
    with world.doing("notulis") as open_act:
        group = meetings.record_group(open_act, world.opened, name="Kelompok pagi")
    parts: dict[str, tuple[Any, Sequence[object], str]] = {
        "note": (world.note, ("catatan", world.note.pk, "ubah"), "text"),
        "decision": (world.decision, ("keputusan", world.decision.pk, "ubah"), "text"),
        "report": (group, ("kelompok", group.pk, "lapor"), "report"),
    }
    thing, address, name = parts[kind]
    device, acts = phone(), []
    for text, base in (("Buka pagi", 1), ("Buka sore", 1), ("Buka pagi di RW 03", 2)):
        said: dict[str, Any] = {name: text, "base": base}
        acts.append(device.write(at(world.opened, *address), **said))
    assert sent(device, most) == ["done", "conflict", "done"]
    thing.refresh_from_db()
    assert (getattr(thing, name), thing.version) == ("Buka pagi di RW 03", 3)
    (both,) = Entry.objects.get(act_id=acts[1]).both
    assert (both["theirs"], both["yours"]) == ("Buka pagi", "Buka sore")
    assert [version for _verb, version in told_of(thing.pk)] == [None, 2, 3]


@EITHER_WAY
def test_corrections_of_one_problem(world: World, phone: Phones, most: int) -> None:
    """Other fields are merged, the same field stands with both texts."""
    device = phone()
    was: dict[str, Any] = {"text": "Imunisasi turun", "measured_by": ""}
    problem = write_problem(device, world, was["text"])
    correct_problem(device, world, problem, 1, **was | {"text": "Imunisasi turun di Jamika"})
    correct_problem(device, world, problem, 1, **was | {"measured_by": "cakupan per RW"})
    third = correct_problem(device, world, problem, 1, **was | {"text": "Imunisasi naik"})
    assert sent(device, most) == ["done", "done", "merged", "conflict"]
    row = Problem.objects.get(pk=problem)
    assert (row.text, row.measured_by) == ("Imunisasi turun di Jamika", "cakupan per RW")
    (both,) = Entry.objects.get(act_id=third).both
    assert (both["theirs"], both["yours"]) == ("Imunisasi turun di Jamika", "Imunisasi naik")


@EITHER_WAY
@pytest.mark.parametrize("back", [("hadir", "batal"), ("pulang", "batal")], ids="/".join)
def test_taken_back_and_written_anew(
    world: World, phone: Phones, most: int, back: tuple[str, str]
) -> None:
    """The hour that counts is that of the last tap, and the history tells all of them."""
    device = phone()
    who = world.opened.participants.get(present=False)
    arrive(device, world, who, hour="09:05")
    verbs, of_him = ["arrival.recorded"], at(world.opened, "pendaftaran", who.pk)
    if back[0] == "pulang":
        device.write(f"{of_him}pulang/", hour="10:00")
        verbs.append("departure.recorded")
    device.write(of_him + "".join(f"{part}/" for part in back))
    device.write(f"{of_him}{back[0]}/", hour="11:40")
    verbs += [verbs[-1].replace("recorded", "withdrawn"), verbs[-1]]
    assert set(sent(device, most)) == {"done"}
    who.refresh_from_db()
    first, last = wib(6, 26, 9, 5), wib(6, 26, 11, 40)
    wanted = (last, None) if back[0] == "hadir" else (first, last)
    assert who.present and (who.arrived_at, who.left_at) == wanted
    assert told_of(who.pk) == [(verb, n) for n, verb in enumerate(verbs, start=2)]
    assert list(verify()) == []


@EITHER_WAY
def test_ticks_of_two_pages(world: World, phone: Phones, most: int) -> None:
    """Each page moves only what was ticked on it; the third ticks whom the second unticked."""
    device, path = phone(), at(world.opened, "kehadiran", "catat")
    absent = str(world.opened.participants.get(present=False).pk)
    was = [str(each.pk) for each in world.opened.participants.filter(present=True)]
    gone, *rest = was
    for before, now in ((was, [*was, absent]), (was, rest), (rest, was)):
        device.write(path, was=" ".join(before), came=now)
    assert sent(device, most) == ["done"] * 3
    came = world.opened.participants.filter(present=True)
    assert {str(each.pk) for each in came} == {*was, absent}
    told = Event.objects.filter(verb="attendance.recorded", subject_id=str(world.opened.pk))
    words = [(e.data["came"], e.data["did_not_come"]) for e in told.order_by("seq")][-3:]
    assert words == [([absent], []), ([], [gone]), ([gone], [])]


@EITHER_WAY
@pytest.mark.parametrize("what", ["verdict", "promise"])
def test_taken_back_twice(world: World, phone: Phones, most: int, what: str) -> None:
    """The same act once more, of what is not there any more: it is done, and nobody is asked about it."""
    device, promise = phone(), world.promise_new
    if what == "verdict":
        device.write(at(world.opened, "putusan", world.verdict.pk, "tarik"))
    else:
        device.write(at(world.opened, "komitmen", promise.pk, "tarik"), reason="Salah tulis")
    device.waiting *= 2
    assert sent(device, most) == ["done", "already"]
    assert not Entry.objects.exists()
    assert world.promise_kept.verdicts.exists() is (what != "verdict")
    assert world.forum.commitments.filter(pk=promise.pk).exists() is (what != "promise")


@pytest.mark.parametrize("most", [1, 2, 50], ids=["each alone", "after others", "one parcel"])
def test_another_text_under_a_used_id(world: World, phone: Phones, most: int) -> None:
    """It is no second arrival: its whole text waits, for its writer and for whoever answers for the minutes."""
    device = phone()
    longest = "Catatan lain & panjang: " + "kader RW 05 " * 300
    act = write_note(device, world, "Yang pertama")
    if most == 2:
        write_note(device, world, "Di antaranya")
    write_note(device, world, longest, act=act)
    assert sent(device, most) == ["done"] * (2 if most == 2 else 1) + ["refused"]
    assert Note.objects.get(pk=act).text == "Yang pertama"
    entry = Entry.objects.get(act_id=act)
    assert ["text", longest] in entry.fields
    assert entry.user == device.user
    for who in ("notulis", "kepala_puskesmas"):
        client = world.client(who)
        assert entry.get_absolute_url() in client.get(TRAY).content.decode()
        assert escape(longest.strip()) in client.get(entry.get_absolute_url()).content.decode()
    assert world.client("neighbour").get(entry.get_absolute_url()).status_code == 404
    assert sent(device, most)[-1] == "refused"  # however often it comes
    assert Entry.objects.count() == 1
    world.client("kepala_puskesmas").post(f"{entry.get_absolute_url()}pakai/")
    written = Note.objects.get(text=longest.strip())
    assert written.pk != act and written.by_name == str(device.user)
    assert Note.objects.get(pk=act).text == "Yang pertama"
