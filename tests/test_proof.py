"""Frozen minutes stay what was ratified, or `mufakat verify` says which do not."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db.models import F

from mufakat.journal.models import Event
from mufakat.journal.rules import digest_of
from mufakat.journal.seals import verify
from mufakat.meetings.actions import ratify_meeting, reopen_meeting
from mufakat.meetings.jobs import altered_minutes
from mufakat.meetings.models import Meeting, Minutes, Reopening
from mufakat.site.checks import CHECKS
from tests.world import World


def alter() -> None:
    minutes = Minutes.objects.get()
    minutes.snapshot["report_card"]["counts"]["kept"] = 99
    minutes.save()


def alter_with_its_digest() -> None:
    alter()
    minutes = Minutes.objects.get()
    minutes.digest = digest_of(minutes.snapshot)
    minutes.save()


def insert() -> None:
    minutes = Minutes.objects.get()
    minutes.pk, minutes.edition = None, 2
    minutes.save(force_insert=True)


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (alter, "edition 1: altered"),
        (alter_with_its_digest, "edition 1: altered together with its digest"),
        (insert, "edition 2: inserted, or the event of its ratification was removed"),
        (lambda: Minutes.objects.all().delete(), "edition 1: removed"),
        (lambda: Minutes.objects.update(digest="0" * 64), "edition 1: altered"),
        (
            lambda: Minutes.objects.update(ratified_at=F("ratified_at") + timedelta(days=1)),
            "edition 1: edition, hour or name of its ratification altered",
        ),
        (
            lambda: Minutes.objects.update(ratified_by="Orang lain"),
            "edition 1: edition, hour or name of its ratification altered",
        ),
    ],
)
def test_altered_minutes(world: World, harm: Callable[[], object], said: str) -> None:
    assert altered_minutes in CHECKS
    assert list(verify(CHECKS)) == []
    harm()
    assert list(verify(CHECKS)) == [f"minutes of session {world.ratified.pk}, {said}"]


def test_minutes_from_before_the_journal_vouched_for_them(world: World) -> None:
    event = Event.objects.get(verb="meeting.ratified")
    del event.data["minutes"]
    event.save()
    assert list(altered_minutes()) == []
    alter()
    assert list(altered_minutes()) == [
        f"minutes of session {world.ratified.pk}, edition 1: altered"
    ]


@pytest.fixture
def reopened(world: World) -> Meeting:
    """Ratified minutes with an addendum, opened again."""
    meeting = Meeting.objects.get(pk=world.ratified.pk)
    with world.doing("chair") as act:
        reopen_meeting(act, meeting, reason="Salah hari")
    assert Reopening.objects.get().addendum
    return meeting


def rewrite_the_addendum() -> None:
    row = Reopening.objects.get()
    row.addendum[0]["text"] = "DIPALSUKAN"
    row.save()


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (rewrite_the_addendum, "addendum altered"),
        (lambda: Reopening.objects.update(addendum=[]), "addendum altered"),
        (lambda: Reopening.objects.update(reason="Lain"), "reason altered"),
        (lambda: Reopening.objects.update(edition=2), "edition or name altered"),
        (lambda: Reopening.objects.update(by_name="Orang lain"), "edition or name altered"),
        (lambda: Reopening.objects.all().delete(), "removed"),
    ],
)
def test_altered_reopenings(reopened: Meeting, harm: Callable[[], object], said: str) -> None:
    at = Reopening.objects.get().at.isoformat()
    assert list(verify(CHECKS)) == []
    harm()
    assert list(verify(CHECKS)) == [f"reopening of session {reopened.pk} at {at}: {said}"]


def test_an_inserted_reopening(reopened: Meeting) -> None:
    row = Reopening.objects.get()
    row.pk, row.at = None, row.at + timedelta(hours=1)
    row.save(force_insert=True)
    assert list(verify(CHECKS)) == [
        f"reopening of session {reopened.pk} at {row.at.isoformat()}: inserted, or the event of it was removed"
    ]


def test_the_next_edition_leaves_the_addendum_of_the_last_proven(
    world: World, reopened: Meeting
) -> None:
    with world.doing("chair") as act:
        ratify_meeting(act, Meeting.objects.get(pk=reopened.pk))
    assert list(verify(CHECKS)) == []
    rewrite_the_addendum()
    assert any("addendum altered" in said for said in verify(CHECKS))


def test_an_event_that_lost_its_words_stops_nothing(reopened: Meeting) -> None:
    """Neither the walk, nor what comes after it."""
    Event.objects.filter(verb="meeting.reopened").update(data={})
    Event.objects.filter(verb="meeting.ratified").update(data={})
    Minutes.objects.update(ratified_by="Orang lain")
    said = list(verify(CHECKS))
    assert any("(meeting.reopened): altered" in each for each in said)
    assert any("reason altered" in each for each in said)


def test_one_step_that_cannot_be_read_hides_no_other(reopened: Meeting) -> None:
    def broken() -> Iterator[str]:
        yield from ()
        raise KeyError("words")

    Reopening.objects.update(reason="Lain")
    said = list(verify((broken, *CHECKS)))
    assert any("reason altered" in each for each in said)
    assert any(each.startswith("broken: a row cannot be read") for each in said)
