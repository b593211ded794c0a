"""What was learnt: CLA sessions, what helped and hindered, roles in districts, effects."""

from .reviews import (
    Decision,
    DistrictRole,
    Factor,
    LaterLook,
    Learner,
    PriorityAction,
    Review,
    RoleKind,
    Study,
    Yes,
)

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
    "Yes",
]
