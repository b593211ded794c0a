"""The small district is what its description says."""

from mufakat.commitments.jobs import differences, rebuild
from mufakat.directory.roles import ROLES
from mufakat.journal.models import Act, Event
from mufakat.journal.seals import verify
from mufakat.meetings.queries import obstacles, report_card

from . import world as worlds
from .world import TODAY, World


def test_everybody_is_there(world: World) -> None:
    assert set(world.users) == set(worlds.EVERYBODY)
    assert {a.role for a in world.assignments.values()} == set(ROLES)
    assert len(world.people) == 10
    assert not world.people["outsider"].offices.exists()


def test_everything_was_done_by_an_act(world: World) -> None:
    assert Act.objects.count() == 7
    assert Event.objects.count() > 80
    assert list(verify()) == []


def test_the_open_session_waits_for_one_verdict(world: World) -> None:
    card = report_card(world.opened, TODAY)
    assert [line.commitment.id for line in card.lines] == [
        world.promise_kept.pk,
        world.promise_waiting.pk,
        world.promise_continued.pk,
    ]
    assert (card.kept, card.waiting) == (1, 1)
    assert len(obstacles(world.opened)) == 1


def test_figures_can_be_counted(world: World) -> None:
    rebuild()
    assert differences() == []
