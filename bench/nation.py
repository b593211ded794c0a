"""A nation to measure in: every region, one forum with ten years behind it, and many forums elsewhere.

A simulator of volume, not of acts: rows are written straight into the tables, which the program itself never
does. Everything is invented; the same seed gives the same rows.
"""

import random
from typing import Any

from django.db import transaction

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

from .forum import ForumOfYears
from .sizes import MAIN, OTHER

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
    chosen = [*near, *draw.sample(far, max(0, forums - len(near)))][:forums]
    busy = main
    for place in chosen:
        busy = ForumOfYears(place, OTHER, draw)
        busy.write()
    with transaction.atomic():
        jobs.rebuild()
    Cursor.objects.create(name="reactions", seq=Event.objects.count())  # rebuild() has counted them
    _users(main)
    last = main.meetings[-2]
    return {
        "forum": str(main.forum.pk),
        "open": str(main.meetings[-1].pk),
        "ratified": str(last.pk),
        "commitment": str(main.longest().pk),
        "password": PASSWORD,
        "busy": str(busy.meetings[-1].pk),  # where eight write at once
        "counts": {
            m.__name__: m._default_manager.count()
            for m in (Region, Forum, Meeting, Commitment, Verdict, Update, Event)
        },
    }


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
