"""What was learnt: CLA sessions, what helped and hindered, roles in districts, effects."""

from .reviews import Decision, Factor, LaterLook, Learner, PriorityAction, Review, Yes
from .roles import DistrictRole, RoleKind
from .studies import Study, StudyState

__all__ = [
    "Decision",
    "DistrictRole",
    "Factor",
    "LaterLook",
    "Learner",
    "PriorityAction",
    "Review",
    "RoleKind",
    "Study",
    "StudyState",
    "Yes",
]
