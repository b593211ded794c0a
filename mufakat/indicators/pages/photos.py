"""A photo of an assessment as the view of files sends it."""

from types import SimpleNamespace
from typing import Any

from mufakat.commitments.models import ProofKind
from mufakat.indicators.models import AssessmentPhoto


def shown(photo: AssessmentPhoto) -> Any:
    name = f"foto-{photo.code}.jpg"
    return SimpleNamespace(kind=ProofKind.PHOTO, file=photo.file, thumb=photo.thumb, name=name)
