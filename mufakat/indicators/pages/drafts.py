"""What the page of a draft shows: the questions with their buttons, and what is still wrong."""

from typing import Any

from django.utils.translation import gettext as _, ngettext

from mufakat.core.errors import refusal
from mufakat.indicators.models import InstrumentVersion
from mufakat.indicators.queries import versions as known
from mufakat.indicators.rules import versions as judged

from .instruments import parts_of, rules_of


def draft_page(version: InstrumentVersion) -> dict[str, Any]:
    faults = known.faults_of(version)
    form = known.form_of(version)
    count = len(form.indicators)
    wrong = ngettext(
        "%(n)d thing is in the way of publishing",
        "%(n)d things are in the way of publishing",
        len(faults),
    )
    return {
        "title": _("Draft: %(title)s") % {"title": version.body["title"]},
        "version": version,
        "instrument": version.instrument,
        "faults": faults,
        "wrong": wrong % {"n": len(faults)},
        "parts": parts_of(form),
        "count": ngettext("%(n)d question", "%(n)d questions", count) % {"n": count},
        "before": known.published_before(version),
        **rules_of(form),
    }


def why_stopped(version: InstrumentVersion) -> str:
    """Why nothing is written into this version any more."""
    return refusal(lambda: judged.is_draft(version.is_published))


def names_for_rules(version: InstrumentVersion) -> str:
    """What a threshold rule of this version may ask for, in words."""
    codes = [str(domain["code"]) for domain in version.body["domain"]]
    said = _(
        "A rule may ask for met, applicable, missing, index (0 to 1), must_met and must_applicable: how many questions "
        "are met, apply, have no answer; the weighted mean; and the required ones. Of one domain by its code, as in "
        "%(example)s. The domains are: %(codes)s."
    )
    return said % {"example": f"{codes[0] if codes else 'sdm'}__index", "codes": ", ".join(codes)}


def publishing(version: InstrumentVersion) -> dict[str, Any]:
    """With what the form of publication begins."""
    before = known.published_before(version)
    after = known.form_of(version)
    doubtful = judged.in_doubt(known.form_of(before), after) if before else []
    return {"doubtful": doubtful, "after": after, "is_first": before is None}


def publish_page(version: InstrumentVersion) -> dict[str, Any]:
    """What somebody must know before he publishes."""
    before, faults = known.published_before(version), known.faults_of(version)
    sure = judged.proposed(known.form_of(before), known.form_of(version)) if before else {}
    goes_on = ngettext(
        "%(n)d question goes on under its own code.",
        "%(n)d questions go on under their own codes.",
        len(sure),
    )
    return {
        "title": _("Publish version %(n)d") % {"n": version.number},
        "version": version,
        "before": before,
        "faults": faults,
        "goes_on": goes_on % {"n": len(sure)} if before else "",
    }
