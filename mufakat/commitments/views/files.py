"""A proof as it is sent to a browser: whatever it holds, it is only looked at."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from mufakat.commitments import access
from mufakat.commitments.models import ProofKind


def see_evidence(request: HttpRequest, pk: UUID) -> HttpResponse:
    evidence = access.get_evidence(request.user, pk)
    return file_of(request, evidence)


def file_of(request: HttpRequest, evidence: Any) -> HttpResponse:
    """Our own JPEG to be looked at, small with `?kecil`; a PDF to be kept. No program in it runs on our pages. Of a
    proof, or of whatever else is kept like one (`kind`, `file`, `thumb`, `name`)."""
    photo = evidence.kind == ProofKind.PHOTO
    file = evidence.thumb if photo and "kecil" in request.GET else evidence.file
    if not file or not file.storage.exists(str(file.name)):
        raise Http404
    with file.open("rb") as kept:
        answer = HttpResponse(kept.read())
    answer.headers["Content-Type"] = "image/jpeg" if photo else "application/pdf"
    told = content_disposition_header(as_attachment=not photo, filename=evidence.name)
    answer.headers["Content-Disposition"] = told or "attachment"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, max-age=3600, immutable"
    return answer
