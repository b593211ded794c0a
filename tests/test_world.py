"""The small district is what its description says."""

from django.db import transaction

from mufakat.commitments.jobs import differences, rebuild
from mufakat.directory.models import Person
from mufakat.directory.roles import ROLES
from mufakat.journal.models import Act, Event
from mufakat.journal.seals import verify
from mufakat.meetings.queries import obstacles, report_card

from . import world as worlds
from .kept import Kept, rows_of_the_house
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


def test_what_is_put_back_is_what_was_built(db: None, kept_world: Kept[World]) -> None:
    """Every row of every table; a second world is another, whatever became of the first."""
    with transaction.atomic():
        built = worlds.build()
        expected = {model: len(rows) for model, rows in rows_of_the_house().items()}
        people = list(Person.objects.order_by("name").values_list("name", "title_after", "phone"))
        transaction.set_rollback(True)
    with transaction.atomic():
        first = kept_world.put_back()
        rows = rows_of_the_house()
        assert {model: len(found) for model, found in rows.items()} == expected
        assert people == list(
            Person.objects.order_by("name").values_list("name", "title_after", "phone")
        )
        assert list(verify()) == []
        assert {user.username for user in first.users.values()} == {
            user.username for user in built.users.values()
        }
        Event.objects.all().delete()
        first.opened.state = "cancelled"
        first.opened.save()
        transaction.set_rollback(True)
    second = kept_world.put_back()
    assert second.opened.state == "open"
    again = rows_of_the_house()
    for model, found in rows.items():
        values = [field.attname for field in model._meta.concrete_fields]
        assert [[getattr(row, name) for name in values] for row in found] == [
            [getattr(row, name) for name in values] for row in again[model]
        ]
