"""Who may look as a second person hears of it; and who has the ball until he has looked."""

from typing import Any

import pytest

from mufakat.commitments import actions, queries
from mufakat.commitments.models import Commitment
from mufakat.commitments.rules import holder
from tests.world import World, wib

pytestmark = pytest.mark.usefixtures("on_the_day")


@pytest.mark.parametrize(
    ("state", "told", "who"),
    [
        ("kept", {}, "nobody"),
        ("open", {}, "owner"),
        ("open", {"asked": True}, "session"),
        ("open", {"reported_done": True}, "session"),
        ("open", {"reported_done": True, "unchecked": True}, "checker"),
        ("open", {"reported_done": True, "unchecked": True, "asked": True}, "checker"),
        ("open", {"unchecked": True}, "owner"),
        ("open", {"missing": True, "asked": True}, "owner"),
        ("open", {"missing": True, "reported_done": True, "unchecked": True}, "owner"),
    ],
)
def test_who_has_the_ball(state: str, told: dict[str, bool], who: str) -> None:
    told = {"asked": False, "reported_done": False, "unchecked": False, **told}
    assert holder(state, **told) == who


def waits_for(world: World, who: str) -> list[Any]:
    return [each.pk for each in queries.to_check(world.users[who])]


def report(world: World, day: int, *, done: bool = True) -> None:
    with world.doing("partner", wib(6, day, 9)) as act:
        actions.record_update(act, commitment=world.promise_continued, text="Sudah", says_done=done)


def test_who_may_look_hears_of_it_until_somebody_has(world: World) -> None:
    promise: Any = Commitment.objects.get(pk=world.promise_continued.pk)
    assert promise.pk not in waits_for(world, "chair")
    report(world, 28)
    assert promise.pk not in waits_for(world, "chair")  # of ordinary priority
    Commitment.objects.filter(pk=promise.pk).update(priority="high")
    for who in ("chair", "notulis"):
        assert promise.pk in waits_for(world, who)
        home = world.client(who).get("/").content.decode()
        assert f'href="/komitmen/{promise.pk}/periksa/"' in home
    for who in ("partner", "neighbour", "outsider"):
        assert promise.pk not in waits_for(world, who)
    with world.doing("chair", wib(6, 28, 10)) as act:
        actions.record_check(act, commitment=promise, adequate=False, reason="Tanpa foto")
    assert promise.pk not in waits_for(world, "chair")  # the owner is to add it
    report(world, 29)
    assert promise.pk in waits_for(world, "chair")
    with world.doing("chair", wib(6, 29, 10)) as act:
        actions.record_check(act, commitment=promise, adequate=True)
    assert promise.pk not in waits_for(world, "chair")


def test_what_was_found_lacking_once_is_looked_at_again(world: World) -> None:
    """At any priority, as the gate asks for it."""
    promise: Any = Commitment.objects.get(pk=world.promise_continued.pk)
    report(world, 28)
    with world.doing("chair", wib(6, 28, 10)) as act:
        actions.record_check(act, commitment=promise, adequate=False, reason="Tanpa foto")
    report(world, 29)
    assert promise.pk in waits_for(world, "notulis")
