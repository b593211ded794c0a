"""A photo of an assessment as the view of files sends it, and where one goes after it."""

from types import SimpleNamespace
from typing import Any

from mufakat.commitments.models import ProofKind
from mufakat.indicators.models import Assessment, AssessmentPhoto
from mufakat.indicators.queries.assessments import sheet_of


def shown(photo: AssessmentPhoto) -> Any:
    name = f"foto-{photo.code}.jpg"
    return SimpleNamespace(kind=ProofKind.PHOTO, file=photo.file, thumb=photo.thumb, name=name)


def question_url(assessment: Assessment, question: str) -> str:
    """The question ("code:part") in its domain; the overview where there is none of this name."""
    here, code = f"{assessment.get_absolute_url()}isi/", question.partition(":")[0]
    asked = sheet_of(assessment).form.by_code.get(code)
    return f"{here}{asked.domain}/#t-{code}" if asked else here
