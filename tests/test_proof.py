"""Frozen minutes stay what was ratified, or `mufakat verify` says which do not."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models import F

from mufakat.journal.models import Event
from mufakat.journal.rules import digest_of
from mufakat.journal.seals import verify
from mufakat.meetings.jobs import altered_minutes
from mufakat.meetings.models import Minutes
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
