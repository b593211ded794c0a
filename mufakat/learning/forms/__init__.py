"""What is typed in this room."""

from .filters import LibraryFilter, PatternFilter, SimilarFilter
from .more import BindForm, FactorForm, LearnerForm, LookForm, RoleForm, StudyForm
from .reviews import CloseForm, ReviewForm

__all__ = [
    "BindForm",
    "CloseForm",
    "FactorForm",
    "LearnerForm",
    "LibraryFilter",
    "LookForm",
    "PatternFilter",
    "ReviewForm",
    "RoleForm",
    "SimilarFilter",
    "StudyForm",
]
