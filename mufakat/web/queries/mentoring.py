"""Which mentored facilities wait for a visit, for whoever visits them."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _, ngettext

from mufakat.directory.access import can, organisations_where
from mufakat.programmes.queries import waiting_for_visits


def to_visit(user: Any, on: date) -> list[dict[str, Any]]:
    """One line for each programme; it leads to the list in which those not visited for long stand first."""
    if not can(user, "visit.record"):
        return []
    where = organisations_where(user, "visit.record", "organisation__")
    return [
        {
            "title": title,
            "text": ngettext(
                "%(n)d mentored facility was not visited for more than 60 days",
                "%(n)d mentored facilities were not visited for more than 60 days",
                n,
            )
            % {"n": n},
            "forum": "",
            "url": f"/program/{code}/kunjungan/",
            "action": _("Open the list"),
            "due": None,
        }
        for code, title, n in waiting_for_visits(where, on)
    ]
