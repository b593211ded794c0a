"""The owner asks for a new date; the next session answers."""

from datetime import date, timedelta
from typing import Any

import pytest

from mufakat.commitments import actions, rules
from mufakat.commitments.models import Asked, DateRequest
from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.meetings import actions as meetings, queries
from tests.world import TODAY, World, wib

pytestmark = pytest.mark.usefixtures("on_the_day")
WANTED = date(2026, 10, 1)


def ask(world: World, wanted_on: date = WANTED, reason: str = "Pelatih sakit") -> DateRequest:
    with world.doing("partner", wib(6, 20)) as act:
        return actions.request_date(
            act, commitment=world.promise_waiting, wanted_on=wanted_on, reason=reason
        )


def judge(world: World, **fields: Any) -> Any:
    with world.doing("notulis", wib(6, 26, 11)) as act:
        return meetings.give_verdict(act, world.opened, commitment=world.promise_waiting, **fields)


@pytest.mark.parametrize(
    ("wanted_on", "code"),
    [
        (date(2026, 5, 31), "date.not_later"),  # the old date
        (TODAY, "date.not_later"),
        (TODAY + timedelta(days=rules.FARTHEST + 1), "date.too_far"),
    ],
)
def test_a_date_that_nobody_can_mean(world: World, wanted_on: date, code: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        ask(world, wanted_on)
    assert broken.value.code == code
    assert not DateRequest.objects.exists()


def test_it_lies_on_the_table(world: World) -> None:
    ask(world)
    card = queries.report_card(world.opened, TODAY)
    wishes = {line.commitment.id: line.wish for line in card.lines}
    wish = wishes.pop(world.promise_waiting.pk)
    assert wish
    assert tuple(wish) == (WANTED, "Pelatih sakit")
    assert set(wishes.values()) == {None}
    page = world.client("notulis").get(world.opened.get_absolute_url()).content.decode()
    assert "Pelatih sakit" in page
    prefilled = f"putusan/{world.promise_waiting.pk}/beri/?putusan=continued&amp;sampai=2026-10-01"
    assert prefilled in page
    form = world.client("notulis").get(
        f"{world.opened.get_absolute_url()}{prefilled.replace('&amp;', '&')}"
    )
    assert 'value="2026-10-01"' in form.content.decode()


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"verdict": "continued", "new_due_on": WANTED}, Asked.GRANTED),
        ({"verdict": "continued", "new_due_on": date(2026, 12, 1)}, Asked.GRANTED),
        ({"verdict": "continued", "new_due_on": date(2026, 9, 30)}, Asked.REFUSED),
        ({"verdict": "kept"}, Asked.REFUSED),
        ({"verdict": "dropped", "reason": "Tidak ada dana"}, Asked.REFUSED),
    ],
)
def test_the_session_answers(world: World, fields: Any, state: str) -> None:
    asked = ask(world)
    verdict = judge(world, **fields)
    asked.refresh_from_db()
    assert (asked.state, asked.verdict) == (state, verdict)
    told = world.client("partner").get(world.promise_waiting.get_absolute_url()).content.decode()
    assert str(Asked(state).label) in told


def test_a_verdict_taken_back_has_answered_nothing(world: World) -> None:
    asked = ask(world)
    verdict = judge(world, verdict="continued", new_due_on=WANTED)
    with world.doing("notulis", wib(6, 26, 12)) as act:
        meetings.withdraw_verdict(act, world.opened, verdict)
    asked.refresh_from_db()
    assert (asked.state, asked.verdict) == (Asked.WAITING, None)


def test_a_newer_question_takes_its_place(world: World) -> None:
    first = ask(world)
    second = ask(world, date(2026, 11, 1))
    first.refresh_from_db()
    assert (first.state, second.state) == (Asked.REPLACED, Asked.WAITING)


def test_a_question_asked_since_keeps_its_place(world: World) -> None:
    first = ask(world)
    verdict = judge(world, verdict="continued", new_due_on=date(2026, 9, 30))
    second = ask(world, date(2026, 11, 1))
    with world.doing("notulis", wib(6, 26, 12)) as act:
        meetings.withdraw_verdict(act, world.opened, verdict)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (Asked.REPLACED, Asked.WAITING)


def test_a_closed_promise_has_no_new_date(world: World) -> None:
    with pytest.raises(RuleBroken) as broken, world.doing("chair") as act:
        actions.request_date(
            act, commitment=world.promise_kept, wanted_on=WANTED, reason=str(new_id())
        )
    assert broken.value.code == "commitment.closed"
