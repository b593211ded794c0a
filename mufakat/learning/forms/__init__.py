"""What is typed in this room."""

from .filters import DayFilter, LibraryFilter, PatternFilter, SimilarFilter
from .more import BindForm, FactorForm, LearnerForm, LookForm, StudyForm
from .reviews import CloseForm, ReviewForm
from .roles import PromiseRoleForm, RoleForm

__all__ = [
    "BindForm",
    "CloseForm",
    "DayFilter",
    "FactorForm",
    "LearnerForm",
    "LibraryFilter",
    "LookForm",
    "PatternFilter",
    "PromiseRoleForm",
    "ReviewForm",
    "RoleForm",
    "SimilarFilter",
    "StudyForm",
]
