"""Who and where: regions, organisations and their network, people and their offices, forums, users."""

from .forums import Forum, ForumKind, MemberRole, Membership
from .letterheads import Letterhead
from .links import Link, LinkKind
from .organisations import Facility, FacilityKind, Organisation, OrganisationCode, OrganisationMove
from .people import Office, Person, written_person
from .regions import Region, RegionCode, RegionKind, RegionSuccession, written_region
from .users import Assignment, Token, User

__all__ = [
    "Assignment",
    "Facility",
    "FacilityKind",
    "Forum",
    "ForumKind",
    "Letterhead",
    "Link",
    "LinkKind",
    "MemberRole",
    "Membership",
    "Office",
    "Organisation",
    "OrganisationCode",
    "OrganisationMove",
    "Person",
    "Region",
    "RegionCode",
    "RegionKind",
    "RegionSuccession",
    "Token",
    "User",
    "written_person",
    "written_region",
]
