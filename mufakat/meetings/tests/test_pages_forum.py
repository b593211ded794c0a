"""The page of a forum: a year is planned from it, every number opens its rows, and what it says is true."""

import html
import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mufakat.commitments import jobs
from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.directory.actions import record_forum
from mufakat.directory.models import Forum
from mufakat.meetings import actions, queries
from mufakat.meetings.models import Cycle, Meeting
from mufakat.meetings.pages import forum_page
from tests.world import World, wib

pytestmark = pytest.mark.django_db


def see(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def send(client: Client, url: str, **values: Any) -> Any:
    return client.post(url, {"act_id": str(new_id()), **values})


def plan_url(forum: Forum) -> str:
    return f"{forum.get_absolute_url()}siklus/catat/"


def new_forum(world: World, kind: str) -> Forum:
    with world.doing("dinkes_kabkota") as act:
        name = "Lokmin bulanan UPT Puskesmas Citarip"
        return record_forum(act, name=name, kind=kind, region=world.kecamatan)


def extra(world: World, title: str, day: int, hour: int) -> Meeting:
    """A session outside the cycle."""
    with world.doing("notulis") as act:
        when: dict[str, Any] = {"starts_at": wib(7, day, hour), "ends_at": wib(7, day, hour + 1)}
        return actions.record_meeting(act, forum=world.forum, kind="RAKOR", title=title, **when)


# -- Plan a year ------------------------------------------------------------------------------


@pytest.mark.parametrize("year", [2022, 2025, 2028])
def test_a_year_past_or_far_ahead_is_asked_back(world: World, year: int) -> None:
    client, url = world.client("notulis"), plan_url(world.forum)
    assert 'name="year_confirmed"' not in see(client, f"{url}?tahun={year}")
    answer = send(client, url, year=year, funding_source="bok")
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422 and not Cycle.objects.filter(year=year).exists()
    assert 'name="year_confirmed"' in page and f'value="{year}"' in page
    assert re.search(r'<option value="bok"[^>]*selected', page)
    assert send(client, url, year=year, year_confirmed="on").status_code == 303
    assert Cycle.objects.get(year=year).meetings.count() == 4


def test_next_year_is_planned_without_a_question(world: World) -> None:
    assert send(world.client("notulis"), plan_url(world.forum), year=2027).status_code == 303


def test_this_year_is_that_of_the_act_and_of_the_place(world: World) -> None:
    for at, refused in ((wib(1, 1, 0, 5), True), (wib(1, 1).replace(year=2025), False)):
        with world.doing("notulis", at) as act:
            if refused:
                with pytest.raises(RuleBroken, match="far_year"):
                    actions.record_cycle(act, forum=world.forum, year=2025)
            else:
                actions.record_cycle(act, forum=world.forum, year=2025)


def test_a_forum_that_does_not_meet_by_tribulan_has_no_such_year(world: World) -> None:
    monthly, who = new_forum(world, "lokmin_bulanan"), world.client("dinkes_kabkota")
    page = see(who, monthly.get_absolute_url())
    assert "/siklus/catat/" not in page and "/rapat/catat/" in page
    assert "keempat" not in page
    answer = send(who, plan_url(monthly), year=2026)
    assert answer.status_code == 422 and not monthly.cycles.exists()
    quarterly = new_forum(world, "lokmin_lintas_sektor")
    assert "/siklus/catat/" in see(who, quarterly.get_absolute_url())
    assert send(who, plan_url(quarterly), year=2026).status_code == 303


def test_the_reference_data_says_which_kinds_meet_by_tribulan() -> None:
    assert queries.meets_by_tribulan("lokmin_lintas_sektor")
    assert not any(queries.meets_by_tribulan(k) for k in ("lokmin_bulanan", "rakor", "pokja"))


def plans(page: str) -> list[str]:
    return re.findall(r"/siklus/catat/\?tahun=(\d+)", page)


def test_next_year_is_planned_from_the_page_of_this_one(world: World) -> None:
    here, client = world.forum.get_absolute_url(), world.client("notulis")
    assert plans(see(client, here)) == ["2027"]
    for who in ("sector_member", "chair"):
        assert plans(see(world.client(who), here)) == []
    send(client, plan_url(world.forum), year=2027)
    page = see(client, here)
    assert plans(page) == [] and 'href="?tahun=2027"' in page


def test_a_year_that_is_not_planned_offers_it_once(world: World) -> None:
    here, client = world.forum.get_absolute_url(), world.client("notulis")
    assert plans(see(client, f"{here}?tahun=2027")) == ["2027"]
    assert plans(see(client, f"{here}?tahun=2030")) == ["2030", "2027"]


# -- Numbers and their rows -------------------------------------------------------------------


def test_every_number_of_a_session_opens_its_rows(world: World) -> None:
    client = world.client("notulis")
    page = see(client, world.forum.get_absolute_url())
    figures = queries.figures_of([world.ratified, world.opened, world.planned])
    for meeting in (world.ratified, world.opened):
        told, here = figures[meeting.pk], meeting.get_absolute_url()
        assert f'<a href="{here}hadir/">{told["present"]}/{told["invited"]}</a>' in page
        assert f'<a href="{here}#komitmen">{told["made"]}</a>' in page
        assert client.get(f"{here}hadir/").status_code == 200
        assert 'id="komitmen"' in see(client, here)
    assert f'<a href="{world.opened.get_absolute_url()}#rapor">' in page
    assert f"{world.planned.get_absolute_url()}#komitmen" not in page


def test_the_table_behind_a_picture_opens_the_verdicts(world: World) -> None:
    jobs.rebuild()
    client = world.client("notulis")
    page = see(client, world.forum.get_absolute_url())
    tables = re.findall(r'<details class="figures">.*?</details>', page, re.DOTALL)
    assert len(tables) == 2
    for table in tables:
        linked = re.findall(r'<a href="([^"]*)">([^<]*)</a>', table)
        numbers = re.findall(r'<td class="num">', table)
        assert linked and len(linked) == len(numbers)
        for address, number in linked:
            if number.isdecimal():
                shown: Any = client.get(address).context_data
                assert shown["rows"].paginator.count == int(number)


def test_the_page_costs_the_same_with_more_sessions(world: World) -> None:
    client, here = world.client("notulis"), world.forum.get_absolute_url()

    def cost() -> int:
        client.get(here)
        with CaptureQueriesContext(connection) as caught:
            client.get(here)
        return len(caught)

    before = cost()
    for n in range(3):
        extra(world, f"Rapat {n}", 10 + n, 9)
    assert cost() == before <= 15


# -- Sessions in their order ------------------------------------------------------------------


def test_the_picture_has_every_session_that_gave_verdicts_in_order(world: World) -> None:
    again = extra(world, "Rapat tambahan", 10, 9)
    with world.doing("notulis") as act:
        actions.open_meeting(act, again)
        promise, until = world.promise_waiting, date(2026, 8, 31)
        verdict: Any = {"verdict": "continued", "new_due_on": until}
        actions.give_verdict(act, again, commitment=promise, **verdict)
    shown = forum_page(world.users["notulis"], world.forum, year=2026, on=date(2026, 12, 30))
    assert [(p["label"], p["den"]) for p in shown["trend"]] == [("II 2026", 2), ("10 Jul", 1)]
    sessions = [m for m, _figures in shown["rows"]]
    assert sessions == [world.ratified, world.opened, again, world.planned, world.undated]


def test_sessions_of_one_day_stand_by_their_hour(world: World) -> None:
    late, early = extra(world, "A siang", 10, 13), extra(world, "B pagi", 10, 8)
    year = queries.calendar_of(world.forum, 2026)
    assert year.index(early) < year.index(late)


# -- What is true -----------------------------------------------------------------------------


def about_promises(page: str) -> str:
    return page[page.index('id="terbuka"') :].partition("</section>")[0]


def test_a_forum_without_promises_does_not_say_that_all_are_settled(world: World) -> None:
    forum, who = new_forum(world, "lokmin_bulanan"), world.client("dinkes_kabkota")
    who.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    told = about_promises(see(who, forum.get_absolute_url()))
    assert "No promise has been made" in told and "settled by a session." not in told
    told = about_promises(see(who, world.forum.get_absolute_url()))
    assert "still open" in told
    world.forum.commitments.update(state="kept")
    told = about_promises(see(who, world.forum.get_absolute_url()))
    assert "No promise is open" in told and "Every promise has been settled" in told


# -- The next step ----------------------------------------------------------------------------


def test_the_head_of_the_page_leads_to_the_next_step(world: World) -> None:
    """The session under way; then the next one with a day, and its invitations; then the one that needs a day."""

    def step(who: str, on: date) -> tuple[str, str]:
        found: tuple[str, str] = forum_page(world.users[who], world.forum, year=2026, on=on)["step"]
        return found

    assert step("notulis", date(2026, 7, 1))[1] == world.opened.get_absolute_url()
    assert step("auditor", date(2026, 7, 1)) == ("", "")
    Meeting.objects.filter(pk=world.opened.pk).update(state="cancelled")
    planned = world.planned.get_absolute_url()
    assert step("notulis", date(2026, 7, 1))[1] == f"{planned}undangan/"
    assert world.planned.starts_on is not None
    assert step("notulis", world.planned.starts_on)[1] == planned
    Meeting.objects.filter(pk=world.planned.pk).update(state="cancelled")
    assert step("notulis", date(2026, 7, 1))[1] == f"{world.undated.get_absolute_url()}ubah/"
    page = see(world.client("notulis"), f"{world.forum.get_absolute_url()}?tahun=2026")
    assert f'class="btn" href="{world.undated.get_absolute_url()}ubah/"' in page


# -- Said once, and not too early ---------------------------------------------------------------


def block_of_the_year(world: World, query: str = "") -> str:
    page = see(world.client("notulis"), f"{world.forum.get_absolute_url()}{query}")
    return page.partition('aria-labelledby="kalender"')[2].partition("</section>")[0]


def test_the_year_is_said_once_and_others_lead_on(world: World) -> None:
    heading = block_of_the_year(world).partition('id="kalender"')[2].partition("</div>")[0]
    assert heading.count("2026") == 1 and "?tahun=" not in heading
    with world.doing("notulis") as act:
        actions.record_cycle(act, forum=world.forum, year=2027)
    heading = block_of_the_year(world, "?tahun=2027").partition('id="kalender"')[2]
    heading = heading.partition("</div>")[0]
    assert heading.count("2027") == 1 and 'href="?tahun=2026"' in heading


def test_nobody_is_counted_as_present_before_the_session_is_held(world: World) -> None:
    with world.doing("notulis") as act:
        actions.record_participants(act, world.planned)
    n = world.planned.participants.filter(invited=True).count()
    rows = block_of_the_year(world).partition("<tbody>")[2]
    row = rows.partition(f'{world.planned.get_absolute_url()}">')[2].partition("</tr>")[0]
    assert f"0/{n}" not in row and f"{n} diundang" in row
    held = rows.partition(f'{world.opened.get_absolute_url()}">')[2]
    assert re.search(r"/hadir/\">\d+/\d+", held.partition("</tr>")[0])
