"""What is right of instruments, answers, scores and periods: pure, tested by table."""

from .instrument import Band, Domain, Form, Grade, Indicator, read
from .scoring import DOMAIN, PASSED, WHOLE, Part, Scored, score

__all__ = [
    "DOMAIN",
    "PASSED",
    "WHOLE",
    "Band",
    "Domain",
    "Form",
    "Grade",
    "Indicator",
    "Part",
    "Scored",
    "read",
    "score",
]
