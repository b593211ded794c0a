"""A session of several days: who was there on which of them, at the desk, by the door, on paper and in the minutes."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

import pypdfium2
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.journal.models import Event
from mufakat.journal.sentences import sentence
from mufakat.meetings import actions, pages, queries, rules, snapshot
from mufakat.meetings.models import CheckIn, Meeting, Minutes, Participant
from mufakat.meetings.papers.attendance import attendance_facts, attendance_pdf
from mufakat.meetings.papers.worked import remark
from tests.world import World, wib

pytestmark = pytest.mark.django_db
ZONE = "Asia/Jakarta"
DAYS = [date(2026, 6, 26), date(2026, 6, 27), date(2026, 6, 28)]
SIGNED = [[20, 150, 100, 40, 180, 160, 300, 30, 580, 120]]


@pytest.fixture(autouse=True)
def on_the_second_day(after_the_year: None) -> Iterator[None]:
    with time_machine.travel(wib(6, 27, 9, 10).astimezone(UTC), tick=False):
        yield


@pytest.fixture
def meeting(world: World) -> Meeting:
    """The open session, of three days: 26 June 08.00 to 28 June 12.00."""
    Meeting.objects.filter(pk=world.opened.pk).update(
        starts_at=wib(6, 26, 8), ends_at=wib(6, 28, 12)
    )
    return Meeting.objects.get(pk=world.opened.pk)


def maria(meeting: Meeting) -> Participant:
    return meeting.participants.get(name="Maria Tanudjaja")


def there(meeting: Meeting, who: Participant | None = None) -> dict[int, list[str]]:
    """The day of the month → the hours, by the clock of the place."""
    row = Participant.objects.get(pk=(who or maria(meeting)).pk)
    local = {d.day: span for d, span in rules.days_there(row, ZONE).items()}
    return {
        day: [at.astimezone(wib(1, 1).tzinfo).strftime("%H.%M") if at else "" for at in span]
        for day, span in local.items()
    }


def do(world: World, name: str, at: int, *hours: int, who: Any = None, **more: Any) -> Any:
    """An action of the desk at an instant of June."""
    meeting = Meeting.objects.get(pk=world.opened.pk)
    with world.doing("notulis", wib(6, at, *hours)) as act:
        return getattr(actions, name)(act, meeting, who or maria(meeting), **more)


# -- The desk ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "now", "code"),
    [
        (date(2026, 6, 29), wib(6, 30, 9), "day.outside"),
        (date(2026, 6, 25), wib(6, 27, 9), "day.outside"),
        (date(2026, 6, 28), wib(6, 27, 9), "arrival.in_the_future"),
        (None, wib(6, 29, 9), "day.not_said"),
    ],
)
def test_a_day_outside_of_the_session_is_refused(
    world: World, meeting: Meeting, day: date | None, now: datetime, code: str
) -> None:
    for name in ("record_arrival", "record_departure"):
        with pytest.raises(RuleBroken) as broken, world.doing("notulis", now) as act:
            getattr(actions, name)(act, meeting, maria(meeting), day=day)
        assert (broken.value.code, broken.value.field) == (code, "day")
    assert not maria(meeting).present


def test_each_day_is_written_down_for_itself(world: World, meeting: Meeting) -> None:
    assert do(world, "record_arrival", 26, 8, 5)
    assert do(world, "record_departure", 26, 16)
    assert do(world, "record_arrival", 27, 8, 20)
    assert there(meeting) == {26: ["08.05", "16.00"], 27: ["08.20", ""]}
    row = maria(meeting)
    assert (row.arrived_at, row.left_at) == (wib(6, 26, 8, 5), wib(6, 26, 16))
    assert not do(world, "record_arrival", 27, 9)  # the second tap changes nothing
    assert there(meeting)[27] == ["08.20", ""]
    told = [sentence(e) for e in Event.objects.filter(verb="arrival.recorded").order_by("seq")]
    assert ["26" in told[0], "27" in told[1], len(told)] == [True, True, 2]
    assert Event.objects.filter(verb="arrival.recorded").latest("seq").data["day"] == "2026-06-27"


def test_an_hour_of_another_day_is_written_down_afterwards(world: World, meeting: Meeting) -> None:
    do(world, "record_arrival", 27, 8, 20)
    assert do(world, "record_arrival", 27, 9, day=DAYS[0], hour=time(15, 0))
    assert do(world, "record_departure", 28, 9, day=DAYS[1], hour=time(16, 30))
    assert there(meeting) == {26: ["15.00", ""], 27: ["08.20", "16.30"]}
    assert maria(meeting).arrived_at == wib(6, 26, 15)
    with pytest.raises(RuleBroken, match="no_hour"):
        do(world, "record_departure", 28, 9, day=DAYS[0])
    with pytest.raises(RuleBroken, match="before_arrival"):
        do(world, "record_departure", 28, 9, day=DAYS[0], hour=time(14, 0))
    with pytest.raises(RuleBroken, match="not_present"):
        do(world, "record_departure", 28, 9)
    with pytest.raises(RuleBroken, match="in_the_future"):
        do(world, "record_arrival", 28, 9, hour=time(10, 0))


def test_one_day_is_taken_back_and_the_others_stay(world: World, meeting: Meeting) -> None:
    for day in (26, 27):
        do(world, "record_arrival", day, 8, 30)
    do(world, "record_departure", 27, 11)
    assert do(world, "withdraw_departure", 27, 11, 5)
    assert there(meeting)[27] == ["08.30", ""]
    assert do(world, "withdraw_arrival", 27, 11, 10)
    assert there(meeting) == {26: ["08.30", ""]} and maria(meeting).present
    assert do(world, "withdraw_arrival", 27, 11, 11)  # the last one that is left
    row = maria(meeting)
    assert (row.present, row.days, row.arrived_at) == (False, {}, None)


def test_a_tick_on_the_list_is_of_its_day(world: World, meeting: Meeting) -> None:
    who = maria(meeting)
    with world.doing("notulis", wib(6, 27, 9)) as act:
        actions.record_attendance(act, meeting, came=[str(who.pk)], did_not_come=())
    assert there(meeting) == {27: ["", ""]}
    assert rules.counted(queries.listed_in(meeting), DAYS, ZONE) == [(DAYS[1], 1)]
    with world.doing("notulis", wib(6, 27, 9, 1)) as act:
        actions.record_attendance(act, meeting, came=(), did_not_come=[str(who.pk)])
    assert maria(meeting).days == {}
    with world.doing("notulis", wib(6, 28, 9)) as act:
        actions.fill_attendance(act, meeting)
    assert there(meeting) == {28: ["", ""]}


def test_a_session_of_one_day_keeps_no_days(world: World) -> None:
    who = maria(world.opened)
    with world.doing("notulis", wib(6, 26, 9, 5)) as act:
        actions.record_arrival(act, world.opened, who)
    with world.doing("notulis", wib(6, 26, 9, 6)) as act:
        actions.fill_attendance(act, world.opened)
    assert not world.opened.participants.exclude(days={}).exists()
    assert "days" not in snapshot.of_meeting(world.opened)
    facts = attendance_facts(world.opened, empty=False)
    assert facts["days"] == []
    assert pages.how_he_came(maria(world.opened), world.opened).startswith(("came", "datang"))


def test_two_rows_of_one_person_keep_the_days_of_both(world: World, meeting: Meeting) -> None:
    do(world, "record_arrival", 26, 8, 30)
    with world.doing("notulis", wib(6, 27, 9, 5)) as act:
        twin = actions.record_participant(act, meeting, name="Tanudjaja, Maria", present=False)
    for hours in ((8, 10), (8, 50)):
        do(world, "record_arrival", 27, *hours, who=twin)
    with world.doing("notulis", wib(6, 27, 9, 10)) as act:
        actions.merge_participant(
            act, meeting, Participant.objects.get(pk=twin.pk), who=maria(meeting)
        )
    assert there(meeting) == {26: ["08.30", ""], 27: ["08.10", ""]}


# -- The door -----------------------------------------------------------------------------------


def enter(world: World, meeting: Meeting, at: datetime, code: bool = True, **more: Any) -> CheckIn:
    right = rules.place_code(meeting.pk, at) if code else ""
    with world.doing("notulis", at) as act:
        return actions.record_checkin(act, meeting, source="qr", code=right, **more)


def test_the_door_takes_an_entry_a_day(world: World, meeting: Meeting) -> None:
    who = maria(meeting)
    for day in (26, 27):
        entry = enter(world, meeting, wib(6, day, 8, day), participant=who, signature=SIGNED)
        assert (entry.marks, entry.state) == ([], "accepted" if day == 26 else "merged")
    assert there(meeting) == {26: ["08.26", ""], 27: ["08.27", ""]}
    again = enter(world, meeting, wib(6, 27, 10), participant=maria(meeting))
    assert again.marks == ["came_already"]  # twice on one day is asked about


def test_who_is_on_no_list_comes_with_his_day(world: World, meeting: Meeting) -> None:
    came = enter(world, meeting, wib(6, 27, 8, 40), name="Joko Susilo").participant
    assert came is not None and there(meeting, came) == {27: ["08.40", ""]}
    entry = enter(world, meeting, wib(6, 28, 8, 45), name="Joko Susilo")
    assert entry.marks == ["alike"]
    with world.doing("notulis", wib(6, 28, 8, 50)) as act:
        actions.accept_checkin(act, meeting, entry, who=came)
    assert there(meeting, came) == {27: ["08.40", ""], 28: ["08.45", ""]}


def test_an_entry_of_the_night_says_the_day_only(world: World, meeting: Meeting) -> None:
    entry = enter(world, meeting, wib(6, 27, 22), participant=maria(meeting))
    assert entry.marks == ["outside_hours"]
    with world.doing("notulis", wib(6, 28, 9)) as act:
        actions.accept_checkin(act, meeting, entry, who=maria(meeting))
    assert there(meeting) == {27: ["", ""]}


# -- What is shown ------------------------------------------------------------------------------


def desk(meeting: Meeting) -> str:
    return f"{meeting.get_absolute_url()}pendaftaran/"


def read(world: World, url: str, **asked: str) -> str:
    got = world.client("notulis").get(url, asked, headers={"accept-language": "en"})
    return " ".join(got.content.decode().split())


def test_the_desk_says_each_day_and_writes_down_today(world: World, meeting: Meeting) -> None:
    do(world, "record_arrival", 26, 8, 5)
    do(world, "record_departure", 26, 16)
    url, client = f"{desk(meeting)}{maria(meeting).pk}/", world.client("notulis")
    before = read(world, desk(meeting), cari="maria")
    assert "Day 1 26 Jun 08:05–16:00" in before and f'action="{url}hadir/"' in before
    act_id = new_id()
    for receipt in ("done", "already"):
        answer = client.post(f"{url}hadir/", {"act_id": str(act_id)})
        assert answer.headers["Act"] == f"{act_id} {receipt}"
    text = read(world, desk(meeting), cari="maria")
    assert "Day 1 26 Jun 08:05–16:00 · Day 2 27 Jun 09:10, late" in text
    assert f'action="{url}pulang/"' in text
    assert "Day 1 26 Jun: 1 · Day 2 27 Jun: 1" in text and "Day 3" not in text
    assert "Day 2 27 Jun: 1" in read(world, meeting.get_absolute_url())
    assert "Day 2 27 Jun 09:10" in read(world, f"{meeting.get_absolute_url()}hadir/")


def test_a_form_asks_for_the_day_of_several(world: World, meeting: Meeting) -> None:
    url, client = f"{desk(meeting)}{maria(meeting).pk}/hadir/", world.client("notulis")
    assert 'name="day"' in read(world, url)
    for day in ("2026-06-29", "2026-06-28", "kemarin"):
        assert client.post(url, {"act_id": str(new_id()), "day": day}).status_code == 422, day
    right = {"act_id": str(new_id()), "day": "2026-06-26", "hour": "08:15"}
    assert client.post(url, right).status_code == 303
    assert there(meeting) == {26: ["08.15", ""]}
    do(world, "record_arrival", 27, 8, 30)
    off = {"act_id": str(new_id()), "day": "2026-06-26"}
    assert client.post(f"{url}batal/", off).status_code == 303
    assert there(meeting) == {27: ["08.30", ""]}
    Meeting.objects.filter(pk=meeting.pk).update(ends_at=wib(6, 26, 12))
    assert 'name="day"' not in read(world, url)


@pytest.mark.parametrize("who", ["neighbour", "outsider"])
def test_a_stranger_writes_down_no_day(world: World, meeting: Meeting, who: str) -> None:
    url = f"{desk(meeting)}{maria(meeting).pk}/hadir/"
    form = {"act_id": str(new_id()), "day": "2026-06-26"}
    assert world.client(who).post(url, form).status_code in (403, 404)
    assert there(meeting) == {}


def test_the_days_cost_the_same_for_one_and_for_three(world: World, meeting: Meeting) -> None:
    client, counts = world.client("notulis"), []
    people = [p for p in meeting.participants.all() if p.pk != maria(meeting).pk]
    client.get(desk(meeting))  # what a sign-in asks for once
    for group in ([maria(meeting)], people[:3]):
        for each in group:
            for day in (26, 27):
                do(world, "record_arrival", day, 8, 30, who=each)
        for url in (desk(meeting), meeting.get_absolute_url()):
            with CaptureQueriesContext(connection) as asked:
                client.get(url)
            counts.append(len(asked))
    assert counts[:2] == counts[2:] and max(counts) <= 15


# -- On paper and in the minutes ----------------------------------------------------------------


def test_the_paper_has_a_column_a_day_with_its_signature(world: World, meeting: Meeting) -> None:
    who, other = maria(meeting), meeting.participants.filter(present=True)[0]
    do(world, "record_arrival", 26, 9, who=other)
    enter(world, meeting, wib(6, 27, 8, 20), participant=who, signature=SIGNED)
    facts = attendance_facts(meeting, empty=False)
    assert facts["days"] == ["26 Jun", "27 Jun", "28 Jun"]
    assert ["Hari/tanggal", "Jumat–Minggu, 26–28 Juni 2026"] in facts["rows"]
    assert ["Waktu", "26 Jun 2026 08.00 WIB sampai 28 Jun 2026 12.00 WIB"] in facts["rows"]
    first, second, third = next(p["days"] for p in facts["people"] if p["name"] == who.name)
    assert (first["signature"], first["away"]) == ("", True)
    assert second["signature"].startswith("M20 150") and second["hours"] == "08.20"
    assert (third["hours"], third["away"]) == ("", False)
    for empty in (False, True):
        text = " ".join(
            page.get_textpage().get_text_range()
            for page in pypdfium2.PdfDocument(attendance_pdf(meeting, empty=empty))
        )
        assert all(day in text for day in facts["days"]) and who.name in text
        assert ("08.20" in text) is not empty


def test_more_than_five_days_go_on_on_a_further_list(world: World, meeting: Meeting) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(ends_at=wib(7, 2, 12))
    longer = Meeting.objects.get(pk=meeting.pk)
    lists = [
        page.get_textpage().get_text_range()
        for page in pypdfium2.PdfDocument(attendance_pdf(longer))
    ]
    assert "30 Jun" in lists[0] and "1 Jul" not in lists[0]
    assert "1 Jul" in lists[-1] and maria(meeting).name in lists[-1]


def test_the_minutes_keep_the_days(world: World, meeting: Meeting) -> None:
    for day in (26, 27):
        do(world, "record_arrival", day, 8, 30)
    do(world, "record_departure", 27, 11)
    frozen = snapshot.of_meeting(Meeting.objects.get(pk=meeting.pk))
    assert [d["present"] for d in frozen["days"]] == [1, 1]
    row = next(p for p in frozen["participants"] if p["name"] == "Maria Tanudjaja")
    assert remark(row, frozen) == "26 Jun 08.30, 27 Jun 08.30–11.00"
    assert frozen["present"] == meeting.participants.filter(present=True).count()


def test_of_a_day_that_nobody_kept_nothing_is_said(world: World, meeting: Meeting) -> None:
    do(world, "record_arrival", 26, 8, 30)
    with time_machine.travel(wib(6, 30, 9), tick=False):
        facts = attendance_facts(meeting, empty=False)
    cells = next(p["days"] for p in facts["people"] if p["name"] == "Maria Tanudjaja")
    assert [cell["away"] for cell in cells] == [False, False, False]
    frozen = snapshot.of_meeting(meeting)
    assert frozen["days"] == [{"day": "2026-06-26", "present": 1}]
    row = next(p for p in frozen["participants"] if p["name"] == "Maria Tanudjaja")
    assert remark(row, frozen) == "datang 08.30, terlambat"
    del frozen["days"], row["days"]  # as minutes of before have it
    assert remark(row, frozen) == "datang 08.30, terlambat"


def test_ratified_minutes_say_the_days_they_froze(world: World, meeting: Meeting) -> None:
    Meeting.objects.filter(pk=world.ratified.pk).update(ends_at=wib(3, 29, 12))
    page = world.ratified.get_absolute_url()
    assert "Day 1 27 Mar" not in read(world, page)  # minutes of before know of no days
    minutes = Minutes.objects.get(meeting=world.ratified)
    minutes.snapshot["days"] = [{"day": "2026-03-27", "present": 4}]
    Minutes.objects.filter(pk=minutes.pk).update(snapshot=minutes.snapshot)
    assert "Day 1 27 Mar: 4" in read(world, page)


def test_the_list_to_tick_says_the_days(world: World, meeting: Meeting) -> None:
    do(world, "record_arrival", 26, 8, 5)
    shown = read(world, f"{meeting.get_absolute_url()}kehadiran/catat/")
    assert "Day 1 26 Jun 08:05" in shown
