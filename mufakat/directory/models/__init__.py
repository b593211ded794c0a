"""Who and where: regions, organisations and their network, people and their offices, forums, users."""

from .forums import Forum, Membership
from .organisations import Facility, Organisation, OrganisationCode
from .people import Office, Person
from .regions import Region, RegionCode, RegionSuccession
from .users import Assignment, Token, User

__all__ = [
    "Assignment",
    "Facility",
    "Forum",
    "Membership",
    "Office",
    "Organisation",
    "OrganisationCode",
    "Person",
    "Region",
    "RegionCode",
    "RegionSuccession",
    "Token",
    "User",
]
