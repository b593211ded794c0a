"""Many districts that are to join at once: line by line what was read, and why one may not."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _, ngettext

from mufakat.core import clock
from mufakat.core.dates import as_zone
from mufakat.programmes import queries
from mufakat.programmes.forms import JoinManyForm
from mufakat.programmes.models import Cohort, CohortDistrict


def joining_page(cohort: Cohort, form: JoinManyForm) -> dict[str, Any]:
    """After a list came back: what would join, what may not and why. What was shown goes with the form, so that the
    button leaves out this and nothing else."""
    shown: dict[str, Any] = {
        "cohort": cohort,
        "taken": queries.counting(cohort.districts.all()).count(),
        "wrong": [],
        "fine": [],
        "again": "",
    }
    on = form.is_bound and getattr(form, "cleaned_data", {}).get("on")
    if not on or not form.lines:
        return shown
    regions = [line.region for line in form.lines if line.region]
    today = clock.today(as_zone(regions[0].timezone if regions else ""))
    refused = queries.refused(queries.places_of(cohort), regions, on, today)
    for line in form.lines:
        why = line.why or (str(refused[line.key].message) if line.key in refused else "")
        shown["wrong" if why else "fine"].append((line, why))
    form.show([line.key for line, _why in shown["wrong"]])
    if shown["wrong"] and shown["fine"]:
        told = _("Take in the %(fine)d others, leave out the %(wrong)d")
        shown["again"] = told % {"fine": len(shown["fine"]), "wrong": len(shown["wrong"])}
    return shown


def told_of(joined: Sequence[CohortDistrict], form: JoinManyForm) -> str:
    """After they have joined: how many, and what was left out by name."""
    told = ngettext("%(n)d district has joined.", "%(n)d districts have joined.", len(joined))
    said = told % {"n": len(joined)}
    left = [str(line.region or line.text) for line in form.lines if line.key in form.leave]
    return f"{said} {_('Left out: %(what)s.') % {'what': '; '.join(left)}}" if left else said
