"""Who sees a promise, and who reports on it."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from mufakat.commitments import access
from mufakat.directory.models import User
from tests.world import World

SEE_ALL = {
    *("notulis", "kepala_puskesmas", "chair", "dinkes_kabkota", "dinkes_provinsi", "ministry"),
    *("sector_member", "partner", "auditor"),
}
REPORT_ALL = {"notulis", "kepala_puskesmas", "chair"}


def fresh(world: World, who: str) -> User:
    return User.objects.get(pk=world.users[who].pk)


def may(world: World, who: str, promise: str, verb: str) -> str:
    try:
        access.get_commitment(fresh(world, who), getattr(world, promise).pk, verb)
    except Http404:
        return "404"
    except PermissionDenied:
        return "403"
    return ""


def test_everybody_on_every_promise(world: World) -> None:
    owners = {"promise_continued": "sector_member", "promise_waiting": "partner"}
    for promise in ("promise_kept", "promise_continued", "promise_waiting", "promise_new"):
        for who in world.users:
            sees = "" if who in SEE_ALL else "404"
            assert may(world, who, promise, "commitment.see") == sees, (who, promise)
            reports = who in REPORT_ALL or owners.get(promise) == who
            expected = "" if reports else sees or "403"
            assert may(world, who, promise, "update.record") == expected, (who, promise)


def test_the_list_is_what_may_be_opened(world: World) -> None:
    for who in world.users:
        seen = access.visible_commitments(fresh(world, who)).count()
        assert seen == (4 if who in SEE_ALL else 0), who
        verdicts = access.visible_verdicts(fresh(world, who)).count()
        assert verdicts == (2 if who in SEE_ALL else 0), who


OWN_PROMISES: Any = [("sector_member", 1), ("partner", 1), ("ministry", 0)]


def test_own_promises(world: World, subtests: pytest.Subtests) -> None:
    for who, mine in OWN_PROMISES:
        with subtests.test(who=who, mine=mine):
            user = fresh(world, who)
            assert (access.visible_commitments(user) & access.own_commitments(user)).count() == mine


def test_figures_of_a_region_count_what_its_reader_does_not_see(world: World) -> None:
    neighbour, ministry = fresh(world, "neighbour"), fresh(world, "ministry")
    assert access.counted_verdicts(neighbour, world.kecamatan).count() == 0
    assert access.counted_verdicts(ministry, world.kecamatan).count() == 2
    assert access.counted_verdicts(ministry, None).count() == 2
