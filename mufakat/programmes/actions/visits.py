"""Mentoring visits."""

from datetime import date
from typing import Any

from mufakat.directory.models import Organisation
from mufakat.directory.queries.stays import path_on
from mufakat.journal.actions import OpenAct
from mufakat.programmes import queries, rules
from mufakat.programmes.models import Programme, Visit

from .catalogue import day_of
from .lock import lock_programme


def record_visit(
    act: OpenAct,
    programme: Programme,
    *,
    organisation: Organisation,
    on: date,
    mentors: str,
    by_organisation: Organisation | None = None,
    topics: str = "",
    observed: str = "",
    agreed: str = "",
    next_on: date | None = None,
    again_confirmed: bool = False,
) -> Visit:
    """Somebody was there on a day. Several visits on one day are several rows; the same mentor once, unless
    `again_confirmed` says that it was another visit."""
    lock_programme(programme.pk)  # two devices at once: the second one is asked
    rules.not_in_the_future(on, day_of(act, organisation.region))
    rules.next_lies_ahead(on, next_on)
    rules.worked_with(queries.works_with(programme, organisation, on))
    first = queries.told_already(programme, organisation, on, mentors)
    rules.not_told_twice(first.mentors if first else "", on, again_confirmed)
    visit = Visit.objects.create(
        id=act.new_key(),
        programme=programme,
        organisation=organisation,
        region_path=path_on(organisation, on),
        on=on,
        mentors=mentors,
        by_organisation=by_organisation,
        topics=topics,
        observed=observed,
        agreed=agreed,
        next_on=next_on,
    )
    told = {"name": organisation.name, "on": on.isoformat(), "programme": programme.title}
    about = [organisation, *([by_organisation] if by_organisation else [])]
    act.note("visit.recorded", visit, about=about, **told)
    return visit


def change_visit(
    act: OpenAct,
    visit: Visit,
    *,
    base: int | None = None,
    again_confirmed: bool = False,
    **fields: Any,
) -> Visit:
    """Correct what was written down; to whom the visit was stays. It does not become another one by that."""
    lock_programme(visit.programme_id)
    to, mentors = visit.organisation, fields.get("mentors", visit.mentors)
    on, next_on = fields.get("on", visit.on), fields.get("next_on", visit.next_on)
    rules.not_in_the_future(on, day_of(act, to.region))
    rules.next_lies_ahead(on, next_on)
    if on != visit.on:
        rules.worked_with(queries.works_with(visit.programme, to, on))
    if (on, mentors) != (visit.on, visit.mentors):
        first = queries.told_already(visit.programme, to, on, mentors, but=visit)
        rules.not_told_twice(first.mentors if first else "", on, again_confirmed)
    told = {"name": to.name, "on": on.isoformat()}
    if act.change(visit, "visit.changed", base=base, about=[to], told=told, **fields):
        visit.region_path = path_on(to, visit.on)  # of the day that holds now
        visit.save(update_fields=["region_path"])
    return visit
