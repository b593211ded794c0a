"""Which promise is whose role in a district."""

from typing import Any

from mufakat.commitments.models import Commitment
from mufakat.directory.models import Region
from mufakat.journal.actions import OpenAct
from mufakat.learning.models import DistrictRole
from mufakat.learning.rules import reviews as right
from mufakat.meetings import actions as meetings
from mufakat.meetings.models import Meeting
from mufakat.programmes.models import CohortDistrict, Programme


def record_districtrole(
    act: OpenAct, *, programme: Programme, region: Region, kind: str, commitment: Commitment
) -> DistrictRole:
    """Name a promise as a role in a district for a programme: of the Dinkes, the partner, the COE, other sectors."""
    there = DistrictRole.objects.filter(programme=programme, region=region, commitment=commitment)
    right.role_fits(commitment.region_path, region.path, there.exists())
    role = DistrictRole.objects.create(
        id=act.new_key(),
        programme=programme,
        region=region,
        region_path=region.path,
        kind=kind,
        commitment=commitment,
    )
    act.note(
        "districtrole.recorded",
        role,
        about=[programme, region, commitment],
        what=commitment.what,
        region=region.code,
        **_told(role),
    )
    return role


def promise_districtrole(
    act: OpenAct, meeting: Meeting, district: CohortDistrict, *, kind: str, **fields: Any
) -> DistrictRole:
    """Write down a promise in a session, by that session's own action, and name it as the role."""
    named: dict[str, Any] = {"programme": district.cohort.programme, "region": district.region}
    commitment = meetings.record_commitment(act, meeting, **fields)
    return record_districtrole(act, **named, kind=kind, commitment=commitment)


def withdraw_districtrole(act: OpenAct, role: DistrictRole) -> None:
    """The promise stays; it is no role in this district."""
    about = [role.programme, role.region, role.commitment]
    what = role.commitment.what
    act.note("districtrole.withdrawn", role, about=about, what=what, **_told(role))
    role.delete()


def _told(role: DistrictRole) -> dict[str, str]:
    """Which role, and in which district: a programme tells of many."""
    return {
        "form": "named",
        "name": str(role.region),
        "role": str(role.get_kind_display()),
    }
