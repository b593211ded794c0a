"""Programmes, where they work, the waves of districts they come to, and the centres from which others learn."""

from .catalogue import Family, Lokus, Programme, Visit
from .units import CoeUnit, Contest, ContestEntry, Replication, ReplicationState
from .waves import Cohort, CohortDistrict, DistrictState, Standing

__all__ = [
    "CoeUnit",
    "Cohort",
    "CohortDistrict",
    "Contest",
    "ContestEntry",
    "DistrictState",
    "Family",
    "Lokus",
    "Programme",
    "Replication",
    "ReplicationState",
    "Standing",
    "Visit",
]
