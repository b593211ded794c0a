"""What waits in the room of learning: sessions to learn from, and sessions to be looked at again; and which roles were
promised to a region."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mufakat.directory.access import can
from mufakat.directory.models import Region
from mufakat.learning.models import DistrictRole, RoleKind
from mufakat.learning.queries import reviews, roles
from mufakat.learning.queries.tasks import waiting_for

OF_DISTRICTS = 2  # the level of a kabupaten or kota


def roles_in_region(user: Any, region: Region, on: date) -> dict[str, Any] | None:
    """What was promised to a kabupaten or kota as a role, by programme; nothing where there is none, or the reader sees
    no programmes. `seen`: the promises that are open to the reader."""
    if region.level != OF_DISTRICTS or not can(user, "programme.see"):
        return None
    there = roles.roles_at(region, on)
    if not there:
        return None
    groups: dict[str, list[DistrictRole]] = {}
    order = list(RoleKind.values)
    for each in sorted(there, key=lambda role: order.index(role.kind)):
        groups.setdefault(str(each.programme), []).append(each)
    seen = reviews.open_to(user, there)
    return {"groups": groups, "seen": seen, "n": len(there), "url": roles.page_of(there[0])}


def from_learning(user: Any) -> list[dict[str, Any]]:
    """Tasks of home."""
    words = {
        "read": (_("Your organisation should learn from it"), _("Read it")),
        "look": (_("Was it done, did it work? The later look is due"), _("Look again")),
    }
    return [
        {
            "title": each.title,
            "text": words[each.kind][0],
            "forum": each.where,
            "url": each.url,
            "action": words[each.kind][1],
            "due": each.due,
        }
        for each in waiting_for(user)
    ]
