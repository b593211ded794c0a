"""Instruments, assessments, and the figures made of them."""

from .assessments import Assessment, AssessmentPhoto, Obligation, Round, State
from .figures import Boundary, Cell, SiteSpan, Snapshot
from .instruments import Instrument, InstrumentVersion, Level

__all__ = [
    "Assessment",
    "AssessmentPhoto",
    "Boundary",
    "Cell",
    "Instrument",
    "InstrumentVersion",
    "Level",
    "Obligation",
    "Round",
    "SiteSpan",
    "Snapshot",
    "State",
]
