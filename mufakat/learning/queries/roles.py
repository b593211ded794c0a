"""Which promises can still be named as a role in a district."""

from typing import Any

from mufakat.commitments.models import Commitment
from mufakat.learning.models import DistrictRole
from mufakat.programmes.models import CohortDistrict

MOST = 60


def unnamed(found: Any, district: CohortDistrict) -> list[Commitment]:
    """The newest promises that are no role there yet."""
    there = DistrictRole.objects.filter(
        programme=district.cohort.programme_id, region=district.region_id
    ).values("commitment")
    rows = found.exclude(pk__in=there).select_related("owner_organisation", "owner_person")
    return list(rows.order_by("-made_on", "-id")[:MOST])


def page_of(role: DistrictRole) -> str:
    """The page of a cohort of the programme that has this district."""
    district = CohortDistrict.objects.filter(
        cohort__programme=role.programme_id, region=role.region_id
    ).first()
    if district is None:
        return "/pembelajaran/gelombang/"
    return f"/pembelajaran/gelombang/{district.cohort_id}/"
