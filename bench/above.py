"""A forum above with twenty matters of the main forum before it, for `nation.py`: rows, not acts."""

from datetime import timedelta
from typing import Any

from mufakat.core import clock
from mufakat.core.ids import new_id
from mufakat.directory.links import token_of
from mufakat.directory.models import Forum, Link, LinkKind, Region, User
from mufakat.meetings import queries
from mufakat.meetings.models import Escalation, Meeting

WAITING = 20


def raise_to_the_city(forum: Forum, like: Meeting, city: str) -> dict[str, str]:
    """Each with its whole file: the addresses of the forum above, its session, and one matter."""
    region = Region.objects.get(code=city)
    pk = new_id()
    above = Forum.objects.create(
        pk=pk,
        path=f"{pk}.",
        name=f"Rapat koordinasi lintas sektor {region}",
        kind="rakor",
        region=region,
        region_path=region.path,
    )
    session = Meeting.objects.create(
        forum=above,
        kind="RAKOR",
        protocol_version=like.protocol_version,
        title=f"Rapat koordinasi {region}",
        region=region,
        timezone=like.timezone,
        starts_at=clock.now() + timedelta(days=3),
        ends_at=clock.now() + timedelta(days=3, hours=4),
    )
    open_ones = forum.commitments.filter(state="open").order_by("due_on", "id")[:WAITING]
    made = Escalation.objects.bulk_create(
        Escalation(
            commitment=promise,
            from_forum=forum,
            to_forum=above,
            what=promise.what,
            owner=promise.owner,
            reason="Dana dan tenaga kecamatan tidak cukup",
            sessions=3,
            file=queries.escalation_file(promise),
            digest="0" * 64,
            raised_at=clock.now() - timedelta(days=n),
            raised_by="Camat",
        )
        for n, promise in enumerate(open_ones)
    )
    return {
        "above": str(above.pk),
        "above_session": str(session.pk),
        "escalation": str(made[0].pk),
    }


def feed_of(username: str, forum: Forum) -> dict[str, Any]:
    """The address of somebody's calendar; whoever keeps the links of the forum can revoke it too."""
    user = User.objects.get(username=username)
    link = Link.objects.create(
        kind=LinkKind.CALENDAR,
        thing_id=str(user.pk),
        name=user.first_name,
        forum=forum,
        valid_until=clock.now() + timedelta(days=90),
    )
    return {"feed": f"/kalender/{token_of(link)}.ics"}
