"""Calendar of sessions, page of all Puskesmas: what hosts share, what was held, and the rows behind each number."""

import re
from datetime import date
from typing import Any
from uuid import UUID

import pytest
import time_machine

from mufakat.core import clock
from mufakat.core.ids import new_id
from mufakat.directory import actions as directory
from mufakat.meetings import actions as meetings
from mufakat.meetings.models import Meeting
from mufakat.meetings.rules import HELD, was_held
from mufakat.web import queries
from mufakat.web.queries import sessions
from mufakat.web.views import figures
from tests.world import TODAY, World, wib

from .test_figures import LINK, rows_behind, text_of


def share_the_forum(world: World) -> None:
    """Citarip and Sukapakir host the lokmin of their kecamatan together."""
    shared = queries.hosts_of(world.city, TODAY, TODAY).shared
    assert shared == {world.forum.pk}


@pytest.mark.django_db
def test_calendar_of_sessions(counted: World) -> None:
    """A row for each Puskesmas: a session of two hosts stands at both, and once in the sums."""
    found = queries.calendar_page(counted.city, 2026, date(2026, 6, 26))
    rows = {row.label: row for row in found["rows"]}
    assert set(rows) == {"UPT Puskesmas Citarip", "Puskesmas Sukapakir"}
    share_the_forum(counted)
    for row in rows.values():
        assert {n: marks for n, marks in row.months if marks} == {
            3: (("held", "quarterly", 1),),
            6: (("held", "quarterly", 1),),
            9: (("planned", "quarterly", 1),),
        }
        assert row.note
    assert dict(found["totals"]) == {"held": 2, "planned": 1, "late": 0} and found["met"] == 2
    later = queries.calendar_page(counted.city, 2026, date(2026, 9, 26))
    assert dict(later["totals"]) == {"held": 2, "planned": 0, "late": 1}
    with counted.doing("notulis") as open_act:
        meetings.cancel_meeting(open_act, counted.planned, reason="Banjir")
    found = queries.calendar_page(counted.city, 2026, date(2026, 9, 26))
    assert dict(found["totals"])["late"] == 0
    page = text_of(counted.client("dinkes_kabkota"), "/wilayah/32.73/kalender/")
    assert page.count("bulan=3") == 2 and "bulan=9" not in page
    months = re.findall(r'<th scope="col">([^<]*)</th>', page)[1:13]
    assert months[0] == "Jan" and all(month[:1].isupper() for month in months)


SESSIONS = re.compile(r'<a href="(rapat/\?[^"]*)">(.*?)</a>')


@pytest.mark.django_db
def test_every_number_of_the_calendar_opens_its_sessions(counted: World) -> None:
    client, url = counted.client("dinkes_kabkota"), "/wilayah/32.73/kalender/"
    with counted.doing("administrator") as open_act:
        directory.record_forum(
            open_act, name="Rakor kota", kind="rakor", region=counted.city
        )  # hosted by no Puskesmas
    page = text_of(client, url)
    assert page.index("Puskesmas Sukapakir") < page.index("Rakor kota")
    cells = 0
    for address, said in SESSIONS.findall(page):
        answer = text_of(client, url + address.replace("&amp;", "&"))
        listed = answer.count('<td class="nowrap">')
        number = re.fullmatch(r"\d+", said)
        if number:
            assert listed == int(said), address
        elif "bulan=" in address:
            assert listed == 1, address
        cells += 1
    assert cells > 10


def months_of(world: World, *, on: date = TODAY) -> dict[str, list[int]]:
    """The months with a session in each row of the calendar; its rows page lists as many sessions as the row counts,
    and the district page names the last that was held and the next."""
    with time_machine.travel(wib(on.month, on.day, 15), tick=False):
        found = queries.calendar_page(world.city, 2026, on)
        district = {
            it.name: row for it, row in queries.puskesmas_page(world.city, 2026, on)["rows"]
        }
    months: dict[str, list[int]] = {}
    for row in (*found["rows"], *found["others"]):
        kind, _, pk = row.of.partition("=")
        asked: Any = {"host" if kind == "tuan" else "forum": UUID(pk)}
        name, listed = queries.sessions_page(world.city, 2026, on, **asked)
        assert name == row.label
        assert len(listed) == sum(n for _heat, n in row.counts)
        months[row.label] = sorted(met.day.month for met in listed)
        assert months[row.label] == [n for n, marks in row.months if marks]
        if kind == "tuan":
            held = [met.day for met in listed if met.heat == "held"]
            planned = [met.day for met in listed if met.heat == "planned"]
            assert district[row.label].last == max(held, default=None)
            assert district[row.label].coming == min(planned, default=None)
    _name, listed = queries.sessions_page(world.city, 2026, on)
    assert len(listed) == sum(n for _heat, n in found["totals"]) == 3
    return months


@pytest.mark.django_db
def test_a_session_stands_at_the_hosts_that_it_names(counted: World) -> None:
    """In a forum that two share, what only one of them was ticked for is no session of the other."""
    with counted.doing("notulis") as open_act:
        meetings.change_meeting(open_act, counted.planned, hosts=[counted.citarip])
    assert [host.pk for host in counted.planned.hosts.all()] == [counted.citarip.pk]
    both = {"UPT Puskesmas Citarip": [3, 6, 9], "Puskesmas Sukapakir": [3, 6]}
    assert months_of(counted) == both
    page = text_of(
        counted.client("dinkes_kabkota"),
        f"/wilayah/32.73/kalender/rapat/?tahun=2026&tuan={counted.bodies['sukapakir'].pk}",
    )
    assert page.count('<td class="nowrap">') == 2


@pytest.mark.django_db
def test_a_session_of_a_host_without_a_seat_is_its_own(counted: World) -> None:
    with counted.doing("administrator") as open_act:
        directory.end_membership(open_act, counted.memberships["sukapakir"], on=date(2025, 12, 31))
    assert months_of(counted) == {
        "UPT Puskesmas Citarip": [3, 6, 9],
        "Puskesmas Sukapakir": [3, 6, 9],
    }


@pytest.mark.django_db
def test_a_session_of_others_stands_at_its_forum(counted: World) -> None:
    """What no Puskesmas of here hosts, in a forum that two of them host otherwise."""
    counted.planned.hosts.set([counted.kua])
    counted.opened.hosts.set([counted.bodies["soreang"]])
    assert months_of(counted) == {
        "UPT Puskesmas Citarip": [3],
        "Puskesmas Sukapakir": [3],
        counted.forum.name: [6, 9],
    }


@pytest.mark.django_db
def test_a_session_that_names_no_host_goes_by_the_seats_of_its_day(counted: World) -> None:
    """The seat of 31 May hosts March, not June and September."""
    Meeting.hosts.through.objects.all().delete()
    both = {"UPT Puskesmas Citarip": [3, 6, 9], "Puskesmas Sukapakir": [3, 6, 9]}
    assert months_of(counted) == both
    with counted.doing("administrator") as open_act:
        directory.end_membership(open_act, counted.memberships["sukapakir"], on=date(2026, 5, 31))
    both["Puskesmas Sukapakir"] = [3]
    assert months_of(counted) == both
    with counted.doing("administrator") as open_act:
        directory.end_membership(open_act, counted.memberships["citarip"], on=date(2026, 6, 26))
    both["UPT Puskesmas Citarip"] = [3, 6]  # its last day is still its day
    assert months_of(counted) == {**both, counted.forum.name: [9]}
    page = text_of(counted.client("dinkes_kabkota"), "/wilayah/32.73/kalender/")
    assert page.count("bulan=9") == 1


@pytest.mark.django_db
def test_calendar_asks_as_often_with_one_host_as_with_two(
    counted: World, django_assert_num_queries: Any
) -> None:
    for hosts in ([counted.citarip], [counted.citarip, counted.bodies["sukapakir"]]):
        counted.planned.hosts.set(hosts)
        with django_assert_num_queries(3):
            queries.calendar_page(counted.city, 2026, TODAY)


@pytest.mark.django_db
def test_sessions_of_another_region_are_not_listed(counted: World) -> None:
    other = "/wilayah/32.73/kalender/rapat/?tahun=2026&"
    for asked in (
        f"tuan={counted.bodies['soreang'].pk}",
        "forum=01a20301-e77f-7054-9d1a-9a1298e9d0a8",
        "tuan=x",
    ):
        page = text_of(counted.client("dinkes_kabkota"), f"{other}{asked}")
        assert ('<td class="nowrap">' in page) == (asked == "tuan=x")


@pytest.mark.django_db
def test_many_sessions_are_listed_page_by_page(
    counted: World, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(figures, "PER_PAGE", 2)
    client, url = counted.client("dinkes_kabkota"), "/wilayah/32.73/kalender/rapat/?tahun=2026"
    first, second = (text_of(client, f"{url}&hal={n}") for n in (1, 2))
    listed = [page.count('<td class="nowrap">') for page in (first, second)]
    assert listed == [2, 1] and all(">3 rapat<" in page for page in (first, second))
    assert "hal=2" in first and counted.planned.title in second


@pytest.mark.django_db
def test_nearest_sessions_are_few(counted: World) -> None:
    """Of ten years of sessions a page of the district reads the last and the next of each host."""
    hosts = queries.hosts_of(counted.city, TODAY, TODAY)
    for day in range(1, 21):
        one = Meeting.objects.get(pk=counted.planned.pk)
        one.pk, one.cycle, one.tribulan, one.state = new_id(), None, None, "open"
        one.starts_at, one.ends_at = wib(4, day, 9), wib(4, day, 12)
        one.save(force_insert=True)
        one.hosts.set([counted.citarip])
    asked = {"forums": hosts.all_forums, "since": wib(1, 1, 0)}
    assert len(sessions._MEETINGS(**asked, until=wib(12, 31, 0))) >= 20
    assert len(sessions._NEAREST(**asked, now=clock.now())) <= 3


@pytest.mark.django_db
def test_what_is_held_is_the_same_on_every_page(counted: World) -> None:
    """Under way or ratified: in the calendar, on the page of the district and in the attendance of the year."""
    found = {state for state in ("planned", "open", "ratified", "cancelled") if was_held(state)}
    assert found == set(HELD) == {"open", "ratified"}
    for day in (date(2026, 6, 26), date(2026, 9, 26)):
        with time_machine.travel(wib(day.month, day.day, 15), tick=False):
            calendar = queries.calendar_page(counted.city, 2026, day)
            district = queries.puskesmas_page(counted.city, 2026, day)
        by_name = {row.label: row for row in calendar["rows"]}
        for it, listed in district["rows"]:
            held = [n for n, marks in by_name[it.name].months if any(m[0] == "held" for m in marks)]
            assert listed.last and listed.last.month == max(held)


@pytest.mark.django_db
def test_a_shared_lokmin_is_counted_at_each_host_and_once_in_the_sum(counted: World) -> None:
    share_the_forum(counted)
    client = counted.client("dinkes_kabkota")
    with time_machine.travel(wib(6, 26, 15), tick=False):
        found = queries.puskesmas_page(counted.city, 2026, date(2026, 6, 26))
    rows = found["rows"]
    assert all(row.shared for _it, row in rows) and found["shared"]
    (one, _), (other, _) = rows
    assert one.open == other.open == found["sum"].open > 0
    assert found["sum"][:5] == (one.open, one.late, one.oldest, one.kept, one.judged)
    page = text_of(client, "/wilayah/32.73/puskesmas/")
    sums = LINK.findall(page.partition("<tfoot>")[2])
    assert len(sums) == 2
    for address, number in sums:
        assert "puskesmas=32.73" in address and rows_behind(client, address) == int(number)
    kept = re.search(r'(/komitmen/putusan/\?puskesmas=[^"]*)">1/(\d+)<', page)
    assert kept and rows_behind(client, kept[1]) == int(kept[2])


@pytest.mark.django_db
def test_all_puskesmas_worst_first(counted: World) -> None:
    with time_machine.travel(wib(6, 26, 15), tick=False):
        found = queries.puskesmas_page(counted.city, 2026, date(2026, 6, 26))
    rows = {it.name: (it, row) for it, row in found["rows"]}
    assert set(rows) == {"UPT Puskesmas Citarip", "Puskesmas Sukapakir"}  # Soreang is elsewhere
    it, row = rows["UPT Puskesmas Citarip"]
    assert (it.kept, it.judged, it.open, it.late, it.oldest) == (1, 2, 3, 1, 26)
    assert (row.last, row.ratified, row.coming) == (
        date(2026, 6, 26), False, date(2026, 9, 25),
    )  # fmt: skip
    assert row.missed == 0 and found["met"] == 2
    with time_machine.travel(wib(11, 26, 15), tick=False):
        later = queries.puskesmas_page(counted.city, 2026, date(2026, 11, 26))
    assert [row.missed for _it, row in later["rows"]] == [2, 2]
    assert [row.coming for _it, row in later["rows"]] == [None, None]


@pytest.mark.django_db
def test_a_puskesmas_without_a_forum_is_the_worst(counted: World) -> None:
    with counted.doing("administrator") as open_act:
        directory.record_facility(
            open_act, name="Puskesmas Baru", kind="puskesmas", region=counted.kecamatan
        )
    page = text_of(counted.client("dinkes_kabkota"), "/wilayah/32.73/puskesmas/")
    assert page.index("Puskesmas Baru") < page.index("Puskesmas Citarip")


@pytest.mark.django_db
def test_an_assembly_of_a_village_is_no_lokmin_of_its_puskesmas(counted: World) -> None:
    Meeting.objects.filter(pk=counted.opened.pk).update(kind="MMD")
    Meeting.objects.filter(pk=counted.planned.pk).update(kind="rakor")
    with time_machine.travel(wib(6, 26, 15), tick=False):
        found = queries.puskesmas_page(counted.city, 2026, date(2026, 6, 26))
    assert found["met"] == 0
    assert {(row.last, row.coming) for _it, row in found["rows"]} == {(date(2026, 3, 27), None)}
