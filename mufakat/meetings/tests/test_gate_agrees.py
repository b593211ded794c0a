"""The gate, the page of the promise and the home page say the same of a check that was made before something moved."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.utils.translation import gettext as _

from mufakat.commitments import actions, queries
from mufakat.commitments.models import Commitment, Evidence
from mufakat.core.errors import RuleBroken
from mufakat.directory import actions as directory
from mufakat.directory.models import Person
from mufakat.meetings import actions as meetings
from mufakat.meetings.models import Meeting
from tests.proofs import proof
from tests.world import World, came, wib

pytestmark = pytest.mark.usefixtures("on_the_day")


def fresh(world: World) -> Commitment:
    whole = Commitment.objects.select_related("forum__region", "owner_organisation", "region")
    return whole.get(pk=world.promise_waiting.pk)


def reported(world: World, day: int = 20) -> None:
    Commitment.objects.filter(pk=world.promise_waiting.pk).update(priority="high")
    sent: dict[str, Any] = {"text": "Sudah.", "says_done": True, "proofs": [proof()]}
    with world.doing("partner", wib(6, day)) as act:
        actions.record_update(act, commitment=fresh(world), **sent)


def looked_at(world: World) -> None:
    """Of high priority, reported as done with a photo, and the chair was content with it."""
    reported(world)
    with world.doing("chair", wib(6, 21)) as act:
        actions.record_check(act, commitment=fresh(world), adequate=True)


def changed(**fields: Any) -> Callable[[World], None]:
    def change(world: World) -> None:
        named = {k: getattr(world, v) if k.startswith("owner") else v for k, v in fields.items()}
        with world.doing("notulis", wib(6, 22)) as act:
            actions.change_commitment(act, fresh(world), owner_confirmed=True, **named)

    return change


def there_and_back(world: World) -> None:
    before = fresh(world).what
    changed(what="Melatih 2.000 kader")(world)
    changed(what=before)(world)


def handed(to: str) -> Callable[[World], None]:
    def hand(world: World) -> None:
        with world.doing("notulis", wib(6, 22)) as act:
            person = world.people[to]
            actions.hand_commitment(
                act, fresh(world), person=person, reason="x", owner_confirmed=True
            )

    return hand


def withdrawn(world: World) -> None:
    with world.doing("partner", wib(6, 22)) as act:
        actions.withdraw_evidence(act, Evidence.objects.get(), reason="keliru")


def later_date(world: World) -> None:
    with world.doing("partner", wib(6, 22)) as act:
        wish: dict[str, Any] = {"wanted_on": date(2026, 9, 1), "reason": "belum"}
        actions.request_date(act, commitment=fresh(world), **wish)


def in_office_then(world: World) -> None:
    """It is recorded late that the chair was in office at the owner when he looked; he has left since."""
    with world.doing("administrator", wib(6, 26)) as act:
        directory.record_office(
            act,
            person=world.people["camat"],
            organisation=world.ngo,
            title="Pembina",
            valid_to=date(2026, 6, 21),
        )


# What moved, and which words on the pages tell why another is to look; none where the check still counts.
MOVES: dict[str, tuple[Callable[[World], Any], str]] = {
    "nothing": (lambda world: None, ""),
    "a slip and back": (there_and_back, ""),
    "another holder in the body": (handed("ngo"), ""),
    "who looked holds it": (handed("camat"), "is of the owner himself"),
    "was of the owner": (in_office_then, "is of the owner himself"),
    "words": (changed(what="Melatih 2.000 kader"), "the wording"),
    "day": (changed(due_on=date(2026, 12, 1)), "the due date"),
    "amount": (changed(amount_idr=5_000_000, funding_source="apbd_kabkota"), "the amount"),
    "proof": (changed(proof_asked="Foto"), "the proof asked for"),
    "body": (changed(owner_organisation="kua"), "the owner"),
    "report": (lambda world: reported(world, 22), "More was reported"),
    "proof withdrawn": (withdrawn, "More was reported"),
    "another day asked for": (later_date, "More was reported"),
}
TOLD = {
    "is of the owner himself": (
        "%(who)s looked on %(day)s, but is of the owner himself: another is to look."
    ),
    "More was reported": (
        "%(who)s looked on %(day)s. More was reported, sent, withdrawn or decided since: a second person is to look "
        "again."
    ),
}


def words_of(why: str) -> str:
    """The last words of the sentence, as the page has them."""
    return str(_(TOLD[why])).rpartition("%(day)s")[2] if why in TOLD else str(_(why))


@pytest.mark.parametrize("move", list(MOVES))
def test_gate_page_and_home_agree(world: World, move: str) -> None:
    looked_at(world)
    step, why = MOVES[move]
    step(world)
    promise = fresh(world)
    gate = queries.gate_of(promise, str(world.users["notulis"].pk), date(2026, 9, 25))
    way = queries.timeline_of(promise)
    ball = queries.ball_of(promise, date(2026, 6, 26), way, asked=False, carried=0)
    listed = promise.pk in {each.pk for each in queries.to_check(world.users["notulis"])}
    home = f"/komitmen/{promise.pk}/periksa/" in world.client("notulis").get("/").content.decode()
    page = world.client("notulis").get(promise.get_absolute_url()).content.decode()
    form = world.client("notulis").get(f"/komitmen/{promise.pk}/periksa/").content.decode()
    assert [gate.needs_check, ball.holder == "checker", listed, home] == [bool(why)] * 4
    looked = _(TOLD["More was reported"]).partition("%(day)s")[0]  # all three begin so
    for shown in (page, form):
        assert (looked % {"who": world.people["camat"]} in shown) == bool(why)
        assert not why or words_of(why) in shown


def test_a_personal_promise_is_of_its_person(world: World) -> None:
    """Without a body behind it, another holder is another owner."""
    owners = {"owner_organisation": None, "owner_person": world.people["ngo"]}
    Commitment.objects.filter(pk=world.promise_waiting.pk).update(**owners)
    looked_at(world)
    assert queries.content_now(fresh(world))
    handed("penghulu")(world)
    assert not queries.content_now(fresh(world))


def test_a_new_check_puts_it_right(world: World) -> None:
    looked_at(world)
    changed(what="Melatih 2.000 kader")(world)
    with world.doing("chair", wib(6, 23)) as act:
        actions.record_check(act, commitment=fresh(world), adequate=True)
    assert queries.content_now(fresh(world))
    assert not queries.to_check(world.users["notulis"])


def test_it_costs_one_question_whatever_moved(world: World, django_assert_num_queries: Any) -> None:
    looked_at(world)
    for step in (None, changed(what="Melatih 2.000 kader"), handed("camat")):
        if step:
            step(world)
        promise = fresh(world)
        with django_assert_num_queries(1):
            assert queries.content_now(promise) == (step is None)


# -- Whose day counts ----------------------------------------------------------------------------


def of_ngo_until(world: World, person: Person, on: date | None, *, seat: bool) -> None:
    with world.doing("administrator", wib(6, 1)) as act:
        there: dict[str, Any] = {"person": person, "organisation": world.ngo}
        if not seat:
            directory.record_office(act, title="Staf", valid_to=on, **there)
            return
        found = directory.record_membership(act, forum=world.forum, role="member", **there)
        if on:
            directory.end_membership(act, found, on=on)


@pytest.mark.parametrize("seat", [False, True])
def test_who_was_of_the_owner_on_the_day_of_the_session_is_no_second(
    world: World, seat: bool
) -> None:
    """He has left when the minutes are written; and who joined only then was a second person."""
    reported(world)
    of_ngo_until(world, world.people["outsider"], date(2026, 6, 30), seat=seat)
    with time_machine.travel("2026-07-02T05:00:00Z"):
        meeting = Meeting.objects.get(pk=world.opened.pk)
        with world.doing("administrator") as act:
            directory.record_office(
                act,
                person=world.people["penghulu"],
                organisation=world.ngo,
                title="Ketua",
                valid_from=date(2026, 7, 1),
            )
        kept: dict[str, Any] = {"commitment": fresh(world), "verdict": "kept"}
        for name in ("outsider", "penghulu"):
            came(world, world.people[name])
        with pytest.raises(RuleBroken, match=r"check\.owner"), world.doing("notulis") as act:
            meetings.give_verdict(act, meeting, checked_by=world.people["outsider"], **kept)
        with world.doing("notulis") as act:
            meetings.give_verdict(act, meeting, checked_by=world.people["penghulu"], **kept)
    check = fresh(world).checks.get()
    assert (check.looked_on, check.looker) == (date(2026, 6, 26), world.people["penghulu"])


@pytest.mark.parametrize(("day", "refused"), [(21, True), (23, False)])
def test_who_looks_outside_a_session_counts_on_his_day(
    world: World, day: int, refused: bool
) -> None:
    """What is sent later, from a device that was offline, is of the day on which it was done."""
    reported(world)
    of_ngo_until(world, world.people["camat"], date(2026, 6, 22), seat=False)
    try:
        with world.doing("chair", wib(6, day)) as act:
            actions.record_check(act, commitment=fresh(world), adequate=True)
        found = ""
    except RuleBroken as broken:
        found = broken.code
    assert found == ("check.owner" if refused else "")


@pytest.mark.parametrize("seat", [False, True])
def test_who_sits_for_the_owner_judges_by_his_own_hand(world: World, seat: bool) -> None:
    person = world.users["notulis"].person
    assert person
    of_ngo_until(world, person, date(2026, 6, 30), seat=seat)
    for on, own in ((date(2026, 6, 26), True), (date(2026, 9, 25), False)):
        gate = queries.gate_of(fresh(world), str(world.users["notulis"].pk), on)
        assert gate.needs_second == own
