"""What is typed in the directory, by noun."""

from .common import EndForm
from .forums import ForumForm, MembershipForm, RecordForumForm, forum_initial
from .letterheads import LetterheadForm
from .links import RevokeForm
from .organisations import (
    ChangeOrganisationForm,
    OrganisationFilter,
    OrganisationForm,
    RecordOrganisationForm,
    organisation_initial,
)
from .people import OfficeForm, PersonForm, RecordPersonForm, ResetForm, UserForm, person_initial
from .regions import ChangeRegionForm, RecordRegionForm, RegionForm, region_initial
from .roles import AssignmentForm, NodeForm, ViewForm

__all__ = [
    "AssignmentForm",
    "ChangeOrganisationForm",
    "ChangeRegionForm",
    "EndForm",
    "ForumForm",
    "LetterheadForm",
    "MembershipForm",
    "NodeForm",
    "OfficeForm",
    "OrganisationFilter",
    "OrganisationForm",
    "PersonForm",
    "RecordForumForm",
    "RecordOrganisationForm",
    "RecordPersonForm",
    "RecordRegionForm",
    "RegionForm",
    "ResetForm",
    "RevokeForm",
    "UserForm",
    "ViewForm",
    "forum_initial",
    "organisation_initial",
    "person_initial",
    "region_initial",
]
