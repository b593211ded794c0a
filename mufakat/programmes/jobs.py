"""What follows from events elsewhere."""

from uuid import UUID

from mufakat.directory.models import Organisation
from mufakat.journal.models import Event
from mufakat.programmes.models import CoeUnit, Lokus, Replication


def follow_move(event: Event) -> None:
    """A facility that works in another region now is counted there: as mentored, as a centre, as one that learns. What
    has ended stays where it was, and so do visits: they were made there."""
    if "region" not in event.data.get("changes", {}):
        return
    body = UUID(event.subject_id)
    path = Organisation.objects.filter(pk=body).values_list("region_path", flat=True).first()
    if path is None:
        return
    Lokus.objects.filter(organisation=body, valid_to=None).update(region_path=path)
    CoeUnit.objects.filter(puskesmas=body, valid_to=None).update(region_path=path)
    Replication.objects.filter(target=body).update(region_path=path)
