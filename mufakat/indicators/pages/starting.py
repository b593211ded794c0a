"""What the form of a new assessment begins with, as its address says."""

from typing import Any

from django.utils.translation import gettext as _

from mufakat.core.ids import parse_id
from mufakat.directory.access import can, organisations_where
from mufakat.directory.models import Organisation
from mufakat.indicators.rules.months import month_in


def is_judge(user: Any, body: Organisation | None = None) -> bool:
    """Verifies or accepts assessments: those of a body, or any."""
    return can(user, "assessment.verify", body) or can(user, "assessment.accept", body)


def begin_hint(user: Any) -> str:
    copied = _("What was answered the last time is filled in already; you confirm or change it.")
    if not is_judge(user):
        return copied
    own = _(
        "Whoever fills it in can neither verify nor accept it. Begin it yourself only where another "
        "person can do that."
    )
    return f"{own} {copied}"


def begun_with(request: Any) -> dict[str, Any]:
    """The body only where the reader may fill in for it: an address tells no name that he may not know."""
    asked = request.GET
    found: dict[str, Any] = {
        "instrument": asked.get("instrumen", "")[:40],
        "month": month_in(asked.get("bulan", "")),
    }
    own = Organisation.objects.filter(organisations_where(request.user, "assessment.fill"))
    body = parse_id(asked.get("badan"))
    if body is not None:
        found["organisation"] = own.filter(pk=body).select_related("region").first()
    else:
        only = list(own.select_related("region").order_by("path")[:1])
        found["organisation"] = only[0] if only else None
    return found
