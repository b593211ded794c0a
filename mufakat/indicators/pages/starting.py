"""What the form of a new assessment begins with, as its address says."""

from typing import Any

from mufakat.core.ids import parse_id
from mufakat.directory.access import organisations_where
from mufakat.directory.models import Organisation
from mufakat.indicators.rules.months import month_in


def begun_with(request: Any) -> dict[str, Any]:
    """The body only where the reader may fill in for it: an address tells no name that he may not know."""
    asked = request.GET
    found: dict[str, Any] = {
        "instrument": asked.get("instrumen", "")[:40],
        "month": month_in(asked.get("bulan", "")),
    }
    own = Organisation.objects.filter(organisations_where(request.user, "assessment.fill"))
    body = parse_id(asked.get("badan"))
    if body is not None:
        found["organisation"] = own.filter(pk=body).select_related("region").first()
    else:
        only = list(own.select_related("region").order_by("path")[:1])
        found["organisation"] = only[0] if only else None
    return found
