"""Who sees an assessment, who fills it in, who verifies it: a right at the body that is assessed, as it lies today. A
body that moved takes what it owes along: its own people fill it in, the office of the district in which it lies by now
verifies it. It counts where it lay on its day; there it may be seen, so that a figure opens its rows."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from mufakat.directory.access import can, organisations_where
from mufakat.directory.models import Region
from mufakat.indicators.models import Assessment, AssessmentPhoto, Call, Obligation
from mufakat.indicators.rules.workflow import WRITABLE

WHOLE = ("instrument", "of_version", "organisation__region", "unit__pustu", "call")


def visible_assessments(user: Any, verb: str = "assessment.see") -> QuerySet[Assessment]:
    return Assessment.objects.filter(organisations_where(user, verb, "organisation__"))


def visible_obligations(user: Any, verb: str = "assessment.see") -> QuerySet[Obligation]:
    """Of calls that stand: of one that was withdrawn nobody owes anything."""
    return _asked_of(user, verb).filter(call__withdrawn_at=None)


def _asked_of(user: Any, verb: str = "assessment.see") -> QuerySet[Obligation]:
    return Obligation.objects.filter(organisations_where(user, verb, "organisation__"))


def get_assessment(user: Any, pk: Any, verb: str = "assessment.see") -> Assessment:
    """404 if the user may not see it, 403 if he may see but not do."""
    found = Assessment.objects.select_related(*WHOLE)
    assessment = get_object_or_404(found, pk=pk)
    if not can(user, "assessment.see", assessment.organisation):
        if not _counts_there(user, assessment):
            raise Http404
        if verb == "assessment.see":
            return assessment
    if not can(user, verb, assessment.organisation):
        raise PermissionDenied
    return assessment


def _counts_there(user: Any, assessment: Assessment) -> bool:
    """It was accepted, and is of a day on which its body lay in a place of the user's."""
    if assessment.accepted_at is None:
        return False
    there = Region.objects.filter(path=assessment.region_path).order_by("valid_to").first()
    return there is not None and can(user, "assessment.see", there)


def get_to_withdraw(user: Any, pk: Any) -> Assessment:
    """Before it is sent, who fills it in takes it back; once accepted, who accepts."""
    assessment = get_assessment(user, pk)
    verb = "assessment.fill" if assessment.state in WRITABLE else "assessment.accept"
    return get_assessment(user, pk, verb)


def get_photo(user: Any, pk: Any, verb: str = "assessment.see") -> AssessmentPhoto:
    """A photo of an assessment that the user may see."""
    photo = get_object_or_404(AssessmentPhoto.objects.all(), pk=pk)
    photo.assessment = get_assessment(user, photo.assessment_id, verb)
    return photo


def sees_call(user: Any, call: Call) -> bool:
    seen = can(user, "assessment.see", call.region)
    return seen or _asked_of(user).filter(call=call).exists()


def get_call(user: Any, pk: Any, verb: str = "assessment.see") -> Call:
    """Of its region, or one in which a body of the user's owes an assessment."""
    found = Call.objects.select_related("instrument", "region", "programme")
    call = get_object_or_404(found, pk=pk)
    if not sees_call(user, call):
        raise Http404
    if verb != "assessment.see" and not can(user, verb, call.region):
        raise PermissionDenied
    return call


def get_obligation(user: Any, pk: Any, verb: str) -> Obligation:
    """What a body owes in a call of which the user is in charge."""
    found = Obligation.objects.select_related("call__instrument", "call__region", "organisation")
    obligation = get_object_or_404(found, pk=pk)
    get_call(user, obligation.call_id, verb)
    return obligation
