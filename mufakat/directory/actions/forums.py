"""Found, change and end forums and memberships."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from mufakat.directory import rules
from mufakat.directory.models import Forum, Membership, Organisation, Person, Region
from mufakat.journal.actions import OpenAct

from .ends import close
from .standing import end_links_with_seat
from .users import move_assignments


def record_forum(
    act: OpenAct,
    *,
    name: str,
    kind: str,
    region: Region,
    parent: Forum | None = None,
    valid_from: date | None = None,
) -> Forum:
    forum = Forum(
        name=name,
        kind=kind,
        region=region,
        region_path=region.path,
        parent=parent,
        valid_from=valid_from,
    )
    forum.path = f"{parent.path if parent else ''}{forum.pk.hex}."
    forum.save(force_insert=True)
    about = [region, *([parent] if parent else [])]
    act.note("forum.recorded", forum, about=about, name=name, kind=kind, region=region.code)
    return forum


def change_forum(act: OpenAct, forum: Forum, *, base: int | None = None, **fields: Any) -> Forum:
    """Change name, kind, region or parent; the paths of all forums below follow."""
    if parent := fields.get("parent"):
        rules.not_below_itself(forum.path, parent.path)
    old = forum.path
    moved = act.change(forum, "forum.changed", base=base, told={"name": forum.name}, **fields)
    if moved and "region" in fields:
        Forum.objects.filter(pk=forum.pk).update(region_path=forum.region.path)
        forum.region_path = forum.region.path
    if moved and "parent" in fields:
        new = f"{forum.parent.path if forum.parent else ''}{forum.pk.hex}."
        below = list(Forum.objects.filter(path__under=old))
        for each in below:
            each.path = new + each.path.removeprefix(old)
        Forum.objects.bulk_update(below, ["path"])
        move_assignments("forum", old, new)
        forum.path = new
    return forum


def end_forum(
    act: OpenAct,
    forum: Forum,
    *,
    on: date,
    base: int | None = None,
    unfinished: Mapping[str, Any] | None = None,
) -> Forum:
    """The forum ends on a day. Its promises and sessions are asked about by the room that knows them, through
    its own `end_forum`; what is `unfinished` all the same is told in the event."""
    rules.can_end(forum.valid_from, forum.valid_to, on)
    told = {"name": forum.name, "on": on.isoformat(), **(unfinished or {})}
    act.change(forum, "forum.ended", base=base, valid_to=on, told=told)
    return forum


def record_membership(
    act: OpenAct,
    *,
    forum: Forum,
    organisation: Organisation | None = None,
    person: Person | None = None,
    role: str = "member",
    valid_from: date | None = None,
) -> Membership:
    rules.membership_of_somebody(organisation, person)
    seats = Membership.objects.on(valid_from or act.at.date())
    rules.not_member_yet(
        seats.filter(forum=forum, organisation=organisation, person=person).exists()
    )
    membership = Membership.objects.create(
        forum=forum, organisation=organisation, person=person, role=role, valid_from=valid_from
    )
    act.note(
        "membership.recorded",
        membership,
        about=[x for x in (forum, organisation, person) if x],
        name=str(membership),
        forum=str(forum),
        role=role,
    )
    return membership


def end_membership(
    act: OpenAct, membership: Membership, *, on: date, base: int | None = None
) -> Membership:
    rules.can_end(membership.valid_from, membership.valid_to, on)
    close_membership(act, membership, on=on, base=base)
    return membership


def close_membership(
    act: OpenAct, membership: Membership, *, on: date, base: int | None = None
) -> None:
    """The seat ends, whatever was said of its end before; with it the links that it carried."""
    begun = membership.valid_from is None or membership.valid_from <= on
    close(
        act,
        membership,
        "membership.ended",
        on=on,
        base=base,
        about=[x for x in (membership.forum, membership.organisation, membership.person) if x],
        name=str(membership),
        forum=str(membership.forum),
    )
    if begun:
        end_links_with_seat(act, membership, on)
