"""Personal links: given, and revoked."""

from collections.abc import Sequence
from datetime import datetime

from mufakat.core.ids import new_id
from mufakat.directory import rules
from mufakat.directory.models import Forum, Link, Organisation, Person
from mufakat.directory.queries import carried_until, closes_after, day_at
from mufakat.journal.actions import OpenAct, Subject


def record_link(
    act: OpenAct,
    *,
    kind: str,
    thing: Subject,
    forum: Forum,
    name: str,
    valid_until: datetime,
    person: Person | None = None,
    organisation: Organisation | None = None,
    about: Sequence[Subject] = (),
) -> Link:
    """Give somebody a link to one thing. Many at once: `record_links` of the room that knows the things.

    One that an office or a seat carries ends with it, where that day is known already (`carried_until`)."""
    link = Link(
        id=new_id(),
        kind=kind,
        thing_id=str(thing.pk),
        forum=forum,
        name=name[:160],
        person=person,
        organisation=organisation,
        valid_until=valid_until,
    )
    if day := carried_until(link, day_at(act.at, forum)):
        link.valid_until = min(valid_until, closes_after(day, forum))
    rules.link_ends_later(link.valid_until, act.at)
    link.save(force_insert=True)
    act.note(
        "link.recorded",
        link,
        about=[thing, *about],
        name=link.name,
        kind=kind,
        until=link.valid_until,
    )
    return link


def end_link(act: OpenAct, link: Link) -> None:
    """Revoke a link: from now on it opens nothing. What was done through it stays."""
    rules.link_is_open(link.ended_at)
    act.change(
        link,
        "link.ended",
        base=None,
        about=[link.forum],
        told={"name": link.name},
        ended_at=act.at,
        ended_by=act.by_name,
    )
