"""The only way a view gets a forum, a body, a region or a seat."""

from datetime import date
from typing import Any

from django.db.models import CharField, Q, QuerySet, UUIDField
from django.http import Http404
from django.shortcuts import get_object_or_404

from mufakat.core.asked import AskedThings
from mufakat.directory.models import Forum, Membership, Organisation, Person, Region

from .rights import can, forums_where, require, within_reach


def visible_forums(user: Any) -> QuerySet[Forum]:
    return Forum.objects.filter(forums_where(user, "forum.see"))


_FORUM = AskedThings(Forum, lambda forum: Q(pk=forum), "region", "parent", forum=UUIDField())
_REGION = AskedThings(Region, lambda code: Q(code=code), "parent", code=CharField())


def get_forum(user: Any, pk: Any, verb: str = "forum.see") -> Forum:
    """404 if the user may not even see the forum, 403 if he may see but not do."""
    forum = _FORUM.first(forum=pk)
    if forum is None or not can(user, "forum.see", forum):
        raise Http404
    require(user, verb, forum)
    return forum


def get_organisation(user: Any, pk: Any, verb: str = "directory.see") -> Organisation:
    """The directory of bodies is open to everyone who has a role; changing it is not."""
    require(user, "directory.see")
    found = Organisation.objects.select_related("region", "parent", "facility")
    organisation = get_object_or_404(found, pk=pk)
    if verb != "directory.see":
        require(user, verb, organisation)
    return organisation


def get_region(user: Any, code: str, verb: str = "directory.see", on: date | None = None) -> Region:
    """The list of regions is open to everyone who has a role; figures of a region are not (`rollup.see`)."""
    require(user, "directory.see")
    region = _REGION.first(code=code)
    if region is None:
        raise Http404
    if verb != "directory.see":
        require(user, verb, region)
    return region


def may_found_forum(
    user: Any, region: Region, parent: Forum | None, host: Organisation | None
) -> bool:
    """In a region or below a forum within reach, or hosted by one's own body in the region where it works."""
    own = host is not None and region.path.startswith(host.region.path)
    return within_reach(user, "forum.record", region, parent, host if own else None)


def may_move(user: Any, verb: str, thing: Forum | Organisation, values: dict[str, Any]) -> bool:
    """Who changes a forum or a body may leave it where it lies; it is moved only to a place within reach."""
    places = [values[name] for name in ("region", "parent") if values.get(name) is not None]
    moves = [place for place in places if place not in (thing.region, thing.parent)]
    return not moves or within_reach(user, verb, *moves)


def memberships_seen(user: Any, of: Organisation | Person) -> list[Membership]:
    """In which forums a body or person sits or sat, as far as the user sees those forums."""
    whose: Any = {"person": of} if isinstance(of, Person) else {"organisation": of}
    found = Membership.objects.filter(forums_where(user, "forum.see", "forum__"), **whose)
    return list(found.select_related("forum__region").order_by("-valid_from", "id"))


def get_membership(user: Any, pk: Any, verb: str) -> Membership:
    found = Membership.objects.select_related("forum__region", "organisation", "person")
    membership: Membership = get_object_or_404(found, pk=pk)
    get_forum(user, membership.forum_id, verb)
    return membership
