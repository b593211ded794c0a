"""The rows of home and of a region's page are those that a plain question of the database gives, for every role, and
for every role seen through another's eyes."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from mufakat.commitments.access import own_commitments, visible_commitments
from mufakat.commitments.models import Commitment
from mufakat.directory.access import Grant, forums_where
from mufakat.directory.models import Forum, Region, User
from mufakat.directory.roles import ROLES
from mufakat.journal.actions import kind_of
from mufakat.meetings.access import visible_meetings
from mufakat.web.queries import home_page, region_page
from tests.world import EVERYBODY, TODAY, World

pytestmark = pytest.mark.django_db
PLACES = ("32", "32.73", "32.73.04", "32.73.04.1003", "32.04.37")


def eyes(world: World) -> Iterator[User]:
    """Everybody with his own eyes, then with those of each role."""
    nodes: dict[str, Any] = {
        "notulis": world.citarip,
        "kepala_puskesmas": world.citarip,
        "chair": world.forum,
        "sector_member": world.kua,
        "ministry": world.regions["ID"],
        "partner": world.ngo,
        "auditor": world.city,
    }
    grants = [
        Grant(ROLES[role], kind_of(node), str(node.pk), node.path, str(node))
        for role, node in nodes.items()
    ]
    for who in EVERYBODY:
        for seen_as in (None, *grants):
            user = User.objects.get(pk=world.users[who].pk)
            user.seen_as = seen_as
            yield user


@pytest.mark.parametrize("days", [0, 100])
def test_rows_of_home(world: World, days: int) -> None:
    on, found = TODAY + timedelta(days=days), 0
    with time_machine.travel(f"{on}T05:00:00Z", tick=False):
        for user in eyes(world):
            home = home_page(user, on)
            mine = own_commitments(user).filter(state="open").order_by("due_on", "id")
            assert [c.id for c in home["mine"]] == [c.pk for c in mine]
            late = Commitment.objects.filter(forums_where(user, "commitment.see", "forum__"))
            late = late.filter(state="open", due_on__lt=on).exclude(pk__in=mine)
            assert [c.id for c, _ in home["late"]] == [c.pk for c in late.order_by("due_on", "id")]
            coming = visible_meetings(user).filter(state__in=("planned", "open"))
            days_ahead = {m.pk for m in coming if m.starts_on and m.starts_on >= on}
            assert {m.pk for m in home["coming"]} == days_ahead
            seen = {m.get_absolute_url() for m in visible_meetings(user)}
            steps = {w["url"] for w in home["waiting"] if w["url"].startswith("/rapat/")}
            assert steps <= seen
            found += len(home["mine"]) + len(home["late"]) + len(home["coming"]) + len(steps)
    assert found


@pytest.mark.parametrize("on", [TODAY, date(2026, 10, 1)])
def test_rows_of_a_region(world: World, on: date) -> None:
    found = 0
    for user in eyes(world):
        for region in Region.objects.filter(code__in=PLACES):
            page = region_page(user, region, year=2026, on=on)
            forums = Forum.objects.on(on).filter(forums_where(user, "forum.see"), region=region)
            assert [f.pk for f in page["forums"]] == [f.pk for f in forums.order_by("name")]
            late = visible_commitments(user).filter(state="open", due_on__lt=on)
            late = late.filter(region_path__under=region.path).order_by("due_on", "id")
            wanted = [c.pk for c in late] if region.level >= 3 else []
            assert [c.id for c in page["late"]] == wanted
            found += len(page["forums"]) + len(wanted)
    assert found


def test_what_one_promised_oneself_is_not_seen_through_another_role(world: World) -> None:
    person = world.users["notulis"].person
    Commitment.objects.filter(pk=world.promise_new.pk).update(
        owner_organisation=None, owner_person=person
    )
    user = User.objects.get(pk=world.users["notulis"].pk)
    assert world.promise_new in own_commitments(user)
    user.seen_as = Grant(
        ROLES["sector_member"], "organisation", str(world.kua.pk), world.kua.path, str(world.kua)
    )
    assert world.promise_new not in own_commitments(user)
