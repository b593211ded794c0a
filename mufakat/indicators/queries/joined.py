"""What has changed in the network since the list of a call was made: who came, who left, and why."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from mufakat.directory.models import Organisation, Region, RegionSuccession
from mufakat.indicators.models import Call, Obligation
from mufakat.indicators.rules.months import first_day
from mufakat.programmes.models import Lokus

from .network import COE, in_network, owing_in
from .obligations import EXCUSED, standing_of
from .places import became, lay_on, names_of as paths_named, stays_of

MOST = 200  # shown, and added at once


class Joined(NamedTuple):
    """A body that is not on the list. `why`: it became a centre ("unit"), a lokus ("lokus") or began ("body") on a day
    (`since`), or it was written down only after the call ("late")."""

    body: Organisation
    why: str
    since: date | None


class Left(NamedTuple):
    """An obligation whose body is no longer one of those that the call is for. `why`: it "ended" on a day, lies
    "elsewhere", is no centre ("unit") or lokus ("lokus") any more, or is not of the kind ("kind")."""

    owed: Any
    why: str
    until: date | None


def joined(call: Call, on: date) -> list[Joined]:
    found = owing_in(call, on)[:MOST]
    if call.instrument.level == COE:
        since = {each.organisation.pk: each.unit.valid_from for each in found if each.unit}
        return [
            _joined(each.organisation, "unit", since.get(each.organisation.pk)) for each in found
        ]
    if call.programme is not None:
        lokus = Lokus.objects.on(on).filter(programme=call.programme)
        rows = lokus.filter(organisation__in=[each.organisation.pk for each in found])
        days = dict(rows.values_list("organisation", "valid_from"))
        return [
            _joined(each.organisation, "lokus", days.get(each.organisation.pk)) for each in found
        ]
    return [_joined(each.organisation, "body", each.organisation.valid_from) for each in found]


def _joined(body: Organisation, why: str, since: date | None) -> Joined:
    return Joined(body, why if since else "late", since)


def left(call: Call, on: date, today: date) -> list[Left]:
    """Nobody who was excused."""
    gone = Obligation.objects.filter(call=call).exclude(organisation__in=in_network(call, on))
    rows = standing_of(gone, today).exclude(stands=EXCUSED)
    named = rows.select_related("call", "organisation__region").order_by("organisation__name", "id")
    found = list(named[:MOST])
    stays = stays_of([each.organisation for each in found])
    places = tuple(paths_named(became(call.region_path, first_day(call.month), on)))
    return [
        _left(
            call,
            each,
            on,
            lay_there=lay_on(stays[str(each.organisation_id)], on).startswith(places),
        )
        for each in found
    ]


def _left(call: Call, owed: Any, on: date, *, lay_there: bool) -> Left:
    body = owed.organisation
    if not body.is_valid_on(on):
        return Left(owed, "ended", body.valid_to)
    if not lay_there:
        return Left(owed, "elsewhere", None)
    if call.instrument.level == COE:
        return Left(owed, "unit", None)
    return Left(owed, "lokus" if call.programme else "kind", None)


def successions(call: Call, today: date) -> list[tuple[Region, list[RegionSuccession]]]:
    """The regions of a call that a law split or renamed since its month began, each with what it became."""
    found = RegionSuccession.objects.filter(
        old__path__under=call.region_path, on__gte=first_day(call.month), on__lte=today
    )
    became: dict[Region, list[RegionSuccession]] = {}
    for each in found.select_related("old", "new").order_by("old__code", "new__code"):
        became.setdefault(each.old, []).append(each)
    return list(became.items())


def names_of(found: Iterable[Joined]) -> list[tuple[str, str]]:
    """As choices of a form."""
    return [(str(each.body.pk), str(each.body)) for each in found]
