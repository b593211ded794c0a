"""What is right of instruments, answers, scores and periods: pure, tested by table."""

from .faults import faults_in, faults_in_domain
from .instrument import Band, Domain, Form, Grade, Indicator, read
from .question_faults import faults_in_question
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
    "faults_in",
    "faults_in_domain",
    "faults_in_question",
    "read",
    "score",
]
