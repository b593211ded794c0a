"""A nation to measure in: every region, one forum with ten years behind it, and many forums elsewhere.

A simulator of volume, not of acts: rows are written straight into the tables, which the program itself never
does. Everything is invented; the same seed gives the same rows.
"""

import random
from typing import Any

from django.db import transaction
from django.db.models import Q

from mufakat.commitments import jobs
from mufakat.commitments.models import Commitment, Update, Verdict
from mufakat.core import clock
from mufakat.core.ids import new_id
from mufakat.directory.actions import load_regions
from mufakat.directory.models import (
    Assignment,
    Forum,
    Region,
    User,
)
from mufakat.journal.models import Act, Cursor, Event
from mufakat.meetings.models import (
    Meeting,
)
from mufakat.web import jobs as search
from mufakat.web.models import Kind

from .above import feed_of, raise_to_the_city
from .forum import ForumOfYears
from .room import furnish
from .sizes import MAIN, NEAR, OTHER, PUSKESMAS

HOME = "32.73.04"
PASSWORD = "rapat-tiap-tribulan"
USERS = {
    "notulis": ("notulis", "forum"),
    "kapus": ("kepala_puskesmas", "organisation"),
    "camat": ("chair", "forum"),
    "sektor": ("sector_member", "member"),
    "dinkes": ("dinkes_kabkota", "32.73"),
    "provinsi": ("dinkes_provinsi", "32"),
    "kemenkes": ("ministry", "ID"),
    "admin": ("administrator", "ID"),
    "auditor": ("auditor", "ID"),
}


def build(forums: int) -> dict[str, Any]:
    """Fill an empty database; return the ids that the measurements ask for."""
    draw = random.Random(4)
    load_regions()
    main = ForumOfYears(Region.objects.get(code=HOME), MAIN, draw)
    main.write()
    places = list(Region.objects.filter(level=3).exclude(code=HOME).order_by("code"))
    near = [r for r in places if r.path.startswith("32.73.")]
    far = [r for r in places if not r.path.startswith("32.73.")]
    # Several in one kecamatan, until the district has its 80 Puskesmas.
    district = [(near[n % len(near)], NEAR, n // len(near) + 1) for n in range(PUSKESMAS - 1)]
    others = [(place, OTHER, 1) for place in draw.sample(far, max(0, forums - len(district)))]
    busy = main
    for place, size, number in [*district, *others][:forums]:
        busy = ForumOfYears(place, size, draw, number)
        busy.write()
    with transaction.atomic():
        jobs.rebuild()
    Cursor.objects.create(name="reactions", seq=Event.objects.count())  # rebuild() has counted them
    _users(main)
    _index(main)
    furnished = furnish(main.forum, main.meetings[-1])
    furnished |= raise_to_the_city(main.forum, main.meetings[-1], "32.73")
    furnished |= feed_of("dinkes", main.forum)
    last = main.meetings[-2]
    return {
        "forum": str(main.forum.pk),
        "open": str(main.meetings[-1].pk),
        "ratified": str(last.pk),
        "commitment": str(main.longest().pk),
        "password": PASSWORD,
        **furnished,
        "busy": str(busy.meetings[-1].pk),  # where eight write at once
        "counts": {
            m.__name__: m._default_manager.count()
            for m in (Region, Forum, Meeting, Commitment, Verdict, Update, Event)
        },
    }


def _index(main: ForumOfYears) -> None:
    """What search finds of the main forum; `bench/search.py` measures an index of a nation's size."""
    of_meeting, of_forum = Q(meeting__forum=main.forum.pk), Q(forum=main.forum.pk)
    where = {Kind.FORUM: Q(), Kind.MEETING: of_forum, Kind.COMMITMENT: of_forum}
    for kind, found in (where | {Kind.NOTE: of_meeting, Kind.DECISION: of_meeting}).items():
        search.refresh_where(kind, found)


def _users(main: ForumOfYears) -> None:
    """One login for each role that looks at pages."""
    Act.objects.create(
        id=new_id(), number=1, by_name="Mufakat", via="cli", made_at=clock.now(),
        received_at=clock.now(), digest="0" * 64,
    )  # fmt: skip
    nodes: dict[str, tuple[str, Any]] = {
        "forum": ("forum", main.forum),
        "organisation": ("organisation", main.puskesmas),
        "member": ("organisation", main.owners[3]),
    }
    for username, (role, where) in USERS.items():
        user = User.objects.create_user(username, password=PASSWORD, first_name=username.title())
        kind, node = nodes.get(where) or ("region", Region.objects.get(code=where))
        Assignment.objects.create(
            user=user,
            role=role,
            node_kind=kind,
            node_id=str(node.pk),
            node_path=node.path,
            node_name=str(node)[:200],
        )
