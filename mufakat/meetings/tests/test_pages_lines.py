"""The lines of a session's page: lateness, money and its source, what the owner says, words."""

import html
from datetime import date
from typing import Any

import pytest
import time_machine
from django.utils.translation import override

from mufakat.commitments import jobs
from mufakat.commitments.actions import record_update
from mufakat.commitments.models import Commitment
from mufakat.core.ids import new_id
from mufakat.meetings import actions, queries
from mufakat.meetings.models import Meeting, Minutes
from mufakat.meetings.papers.minutes import minutes_facts
from tests.world import World

from .test_actions import judge

pytestmark = pytest.mark.django_db


def english(world: World) -> Any:
    client = world.client("notulis")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def shown(world: World, meeting: Meeting) -> str:
    return said(english(world).get(meeting.get_absolute_url()))


def said(answer: Any) -> str:
    return html.unescape(answer.content.decode())


@pytest.mark.parametrize(("today", "late"), [("2026-06-26", 26), ("2026-12-30", 117)])
def test_lateness_in_a_session_ahead_is_as_of_today(world: World, today: str, late: int) -> None:
    """Due on 31 May; the session lies on 25 September."""
    with time_machine.travel(f"{today}T05:00:00Z"):
        card = queries.report_card(world.planned, date.fromisoformat(today))
        days = {line.commitment.id: line.days_late for line in card.lines}
        assert days[world.promise_waiting.pk] == late
        assert f"{late} days late" in shown(world, world.planned)


def test_the_source_of_funds_stands_under_the_rupiah(world: World) -> None:
    for meeting in (world.opened, world.ratified):
        page = shown(world, meeting).partition('id="komitmen"')[2].partition("</table>")[0]
        assert page.count('<br><span class="small">') == 1
    assert "BOK" in shown(world, world.opened).partition('id="komitmen"')[2]


def test_no_money_is_not_summed_up(world: World) -> None:
    assert "1 new promise, Rp" in shown(world, world.opened)
    Commitment.objects.filter(pk=world.promise_new.pk).update(amount_idr=None, funding_source="")
    page = shown(world, world.opened)
    assert "1 new promise</h2>" in page and "1 new promise," not in page


def test_reported_as_done_is_told_where_the_chair_decides(world: World) -> None:
    word = "reported as done"
    assert word not in shown(world, world.planned)
    with world.doing("partner") as open_act:
        promise = Commitment.objects.get(pk=world.promise_waiting.pk)
        record_update(open_act, commitment=promise, text="20 kader dilatih.", says_done=True)
    assert shown(world, world.planned).count(word) == 1
    judge(world, world.opened, world.promise_waiting, "kept")
    with world.doing("chair") as open_act:
        actions.ratify_meeting(open_act, Meeting.objects.get(pk=world.opened.pk))
    lines = Minutes.objects.get(meeting=world.opened).snapshot["report_card"]["lines"]
    assert [line["what"] for line in lines if line["reported_done"]] == [promise.what]
    assert shown(world, world.opened).count(word) == 1


def test_paper_says_until_when_a_changed_promise_runs(world: World) -> None:
    frozen = Minutes.objects.get(meeting=world.ratified).snapshot
    line = {
        "made_at": "",
        "what": "Melatih kader",
        "owner": "KUA",
        "due_on": "2026-10-01",
        "days_late": 0,
        "verdict": "changed",
        "new_due_on": "2026-10-01",
        "new_what": "Melatih 10 kader",
        "reason": "Terlalu luas",
        "last_report": "",
    }
    card = {"counts": {"changed": 1}, "carried_in": 1, "lines": [line]}
    with override("id"):
        facts = minutes_facts(frozen | {"report_card": card}, digest="", addendum=[])
    assert facts["report_card"]["lines"][0]["new_due"] == "1 Okt 2026"


def test_a_verdict_without_a_choice_is_asked_for_in_its_own_words(world: World) -> None:
    url = f"{world.opened.get_absolute_url()}putusan/{world.promise_waiting.pk}/beri/"
    answer: Any = english(world).post(url, {"act_id": str(new_id())})
    assert answer.status_code == 422
    assert "Choose the verdict." in said(answer)


def test_the_changed_promise_that_is_past_its_day_asks_for_another(world: World) -> None:
    url = f"{world.opened.get_absolute_url()}putusan/{world.promise_waiting.pk}/beri/"
    values = {"verdict": "changed", "reason": "Terlalu luas", "new_what": "Melatih 10 kader"}
    answer: Any = english(world).post(url, {"act_id": str(new_id()), **values})
    text = said(answer)
    assert answer.status_code == 422
    assert "The old date (31 May 2026) has come" in text and "Melatih 10 kader" in text
    values["new_due_on"] = "2026-09-30"
    answer = english(world).post(url, {"act_id": str(new_id()), **values})
    assert answer.status_code == 303


def test_figures_by_sector_are_headed_sector(world: World) -> None:
    jobs.rebuild()
    text = said(english(world).get(f"/forum/{world.forum.pk}/?tahun=2026"))
    assert "Kept, by sector" in text
    figures = text.partition("Kept, by sector")[2].partition("</table>")[0]
    assert "Sector</th>" in figures and "Part</th>" not in figures
