"""Above the calendar of what is owed: the counts of all rows as the way to them, and the finding over the list."""

from typing import Any

from django.utils.translation import gettext as _, ngettext

from mufakat.directory.access import can
from mufakat.indicators.forms.filters import ObligationFilter
from mufakat.indicators.models import State
from mufakat.indicators.queries.obligations import ACTING, EXCUSED, LATE, OWING, WAITING, Counted

from .starting import is_judge


def tabs_of(user: Any, counted: list[Counted], form: ObligationFilter) -> dict[str, Any]:
    """The counts of all rows, each with its rows behind it, and what of them asks for something to be done: by who
    guides, or by who fills in."""
    stands, base = form.stands if form.is_valid() else "", form.address("keadaan")
    fills = can(user, "assessment.fill") and not is_judge(user)
    names = {
        "": (_("All"), sum(each.owed + each.excused for each in counted)),
        **(_own_tab(fills, counted)),
        LATE: (_("Late"), sum(each.late for each in counted)),
        State.RETURNED: (_("Sent back"), sum(each.returned for each in counted)),
        WAITING: (_("Sent"), sum(each.sent for each in counted)),
        State.FINAL: (_("Accepted"), sum(each.accepted for each in counted)),
        EXCUSED: (_("Excused"), sum(each.excused for each in counted)),
    }
    tabs = [
        {
            "label": label,
            "n": n,
            "url": f"?{base}keadaan={code}" if n else "",
            "is_current": code == stands,
        }
        for code, (label, n) in names.items()
    ]
    n = sum(each.owing if fills else each.acting for each in counted)
    return {"tabs": tabs, "list_title": _list_title(form, stands, fills, n)}


def _own_tab(fills: bool, counted: list[Counted]) -> dict[str, tuple[str, int]]:
    if fills:
        return {OWING: (_("To fill in"), sum(each.owing for each in counted))}
    return {ACTING: (_("To act on"), sum(each.acting for each in counted))}


def _list_title(form: ObligationFilter, stands: str, fills: bool, n: int) -> str:
    """What the list shows, as a finding."""
    if stands:
        chosen: Any = form.fields["keadaan"]
        return _("Chosen: %(what)s") % {"what": dict(chosen.choices)[stands]}
    if not n:
        nothing = _("Nothing that was called for is to be filled in now")
        guided = _(
            "Of what was called for, nothing is late, sent back or waiting for a second person"
        )
        return nothing if fills else guided
    if fills:
        return ngettext("%(n)d is to be filled in", "%(n)d are to be filled in", n) % {"n": n}
    return ngettext(
        "%(n)d to act on: late, sent back or waiting for a second person",
        "%(n)d to act on: late, sent back or waiting for a second person",
        n,
    ) % {"n": n}
