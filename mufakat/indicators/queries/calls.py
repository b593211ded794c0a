"""Which call for an assessment stands already."""

from django.db.models import Q

from mufakat.core.fields import ancestors
from mufakat.directory.models import Region
from mufakat.indicators.models import Call, Instrument
from mufakat.programmes.models import Programme


def standing_call(
    instrument: Instrument, region: Region, month: str, programme: Programme | None
) -> Call | None:
    """The call for this month of an instrument in this region, in one around it or in one inside it. Calls of two
    programmes stand beside each other: each is for its own bodies."""
    around = Q(region_path__in=[*ancestors(region.path), region.path])
    found = Call.objects.filter(around | Q(region_path__under=region.path))
    found = found.filter(instrument=instrument, month=month, withdrawn_at=None)
    if programme is not None:
        found = found.filter(Q(programme=programme) | Q(programme=None))
    return found.select_related("region").order_by("region_path", "id").first()
