"""Instruments, assessments, and the figures made of them."""

from .assessments import Assessment, AssessmentPhoto, Call, Obligation, State
from .figures import Boundary, Cell, SiteSpan, Snapshot
from .instruments import Instrument, InstrumentVersion, Level

__all__ = [
    "Assessment",
    "AssessmentPhoto",
    "Boundary",
    "Call",
    "Cell",
    "Instrument",
    "InstrumentVersion",
    "Level",
    "Obligation",
    "SiteSpan",
    "Snapshot",
    "State",
]
