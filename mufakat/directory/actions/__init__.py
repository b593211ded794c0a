"""The only writes of the directory."""

from .forums import change_forum, end_forum, end_membership, record_forum, record_membership
from .letterheads import record_letterhead
from .links import end_link, record_link
from .organisations import (
    change_organisation,
    end_organisation,
    record_facility,
    record_organisation,
)
from .people import change_person, end_office, end_person, record_office, record_person
from .reference import load_regions
from .regions import change_region, end_region, record_region
from .users import (
    end_assignment,
    end_token,
    lock_user,
    record_assignment,
    record_token,
    record_user,
    reset_password,
    start_view,
    unlock_user,
)

__all__ = [
    "change_forum",
    "change_organisation",
    "change_person",
    "change_region",
    "end_assignment",
    "end_forum",
    "end_link",
    "end_membership",
    "end_office",
    "end_organisation",
    "end_person",
    "end_region",
    "end_token",
    "load_regions",
    "lock_user",
    "record_assignment",
    "record_facility",
    "record_forum",
    "record_letterhead",
    "record_link",
    "record_membership",
    "record_office",
    "record_organisation",
    "record_person",
    "record_region",
    "record_token",
    "record_user",
    "reset_password",
    "start_view",
    "unlock_user",
]
