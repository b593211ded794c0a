"""What the form of a new assessment begins with, as its address says."""

from typing import Any

from django.utils.translation import gettext as _

from mufakat.core.ids import parse_id
from mufakat.directory.access import can, organisations_where
from mufakat.directory.models import Organisation
from mufakat.indicators.forms.assessments import StartForm
from mufakat.indicators.models import State
from mufakat.indicators.queries.assessments import standing
from mufakat.indicators.rules.months import month_in
from mufakat.indicators.rules.workflow import WRITABLE


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


def ways_on(user: Any, form: StartForm) -> list[tuple[str, str]]:
    """Where the writer goes on when the assessment that is typed is there already: it, and its withdrawal where that is
    his to do."""
    wanted = getattr(form, "cleaned_data", {})
    names = ("instrument", "organisation", "month")
    if not all(wanted.get(name) for name in names):
        return []
    there = standing(*(wanted[name] for name in names))
    if there is None or not can(user, "assessment.see", wanted["organisation"]):
        return []
    here, body = there.get_absolute_url(), wanted["organisation"]
    if there.state in WRITABLE and can(user, "assessment.fill", body):
        return [(_("Go on filling it in"), f"{here}isi/")]
    ways = [(_("Open this assessment"), here)]
    if there.state == State.FINAL and can(user, "assessment.accept", body):
        ways.append((_("Withdraw it, with a reason"), f"{here}tarik/"))
    return ways


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
