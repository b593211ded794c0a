"""One writer at a time of what the rows of a programme decide together."""

from typing import Any

from mufakat.programmes.models import Cohort, Programme


def lock_programme(programme_id: Any) -> None:
    """Until this act ends nobody else of this programme mentors, names a centre, writes who learns from whom, or lets a
    district join or come back: what rules look for among its rows stays as it was found. Taken before the lock of a
    cohort or of any row below, never after it: so nobody waits in a circle."""
    Programme.objects.select_for_update(no_key=True).values_list("pk").get(pk=programme_id)


def lock_places(cohort: Cohort) -> Cohort:
    """The cohort as it stands, with nobody else taking a place in it or in another one of its programme."""
    lock_programme(cohort.programme_id)
    return Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
