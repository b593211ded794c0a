"""What a report is made of: the figures of a region with all that is told about them."""

from datetime import date
from typing import Any

from mufakat.core.fields import ancestors
from mufakat.directory.models import Facility, FacilityKind, Region
from mufakat.directory.queries import letterhead_facts

from .scopes import Scope
from .snapshots import rows_of, summary

OFFICES = (FacilityKind.PROVINCE_OFFICE, FacilityKind.DISTRICT_OFFICE)


def office_of(region: Region, on: date) -> dict[str, Any] | None:
    """The letterhead of the health office that answers for a region: its own, else that of the nearest above; of the
    nation none."""
    offices = Facility.objects.on(on).filter(kind__in=OFFICES)
    found = offices.filter(region__path__in=ancestors(region.path)).select_related(
        "region", "parent"
    )
    nearest = found.order_by("-region__level", "name", "pk").first()
    return letterhead_facts(nearest) if nearest else None


def live_body(scope: Scope, *, most: int | None = None) -> dict[str, Any]:
    """What a snapshot of this day would hold now. With `most`: without the rows where there are more."""
    body = summary(scope)
    many = most is not None and (scope.rows().count() > most)
    return body if many else body | {"rows": rows_of(scope, body["measures"])}
