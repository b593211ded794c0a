"""What the page of a draft shows: the questions with their buttons, and what is still wrong."""

from collections.abc import Mapping
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
    after, old = known.form_of(version), known.form_of(before) if before else None
    doubtful = judged.in_doubt(old, after) if old else []
    first = judged.renamed(old, after) if old else {}
    return {"doubtful": doubtful, "after": after, "is_first": before is None, "first": first}


def publish_page(version: InstrumentVersion, said: Mapping[str, str]) -> dict[str, Any]:
    """What somebody must know before he publishes; `said`: what the form says of the questions in doubt."""
    before, faults = known.published_before(version), known.faults_of(version)
    return {
        "title": _("Publish version %(n)d") % {"n": version.number},
        "version": version,
        "before": before,
        "faults": faults,
        "becomes": _becomes(before, version, said) if before else [],
    }


def _becomes(
    before: InstrumentVersion, version: InstrumentVersion, said: Mapping[str, str]
) -> list[dict[str, Any]]:
    """What the map does, in groups; those that stay as they were in every word last, to be opened."""
    found = judged.becomes(known.form_of(before), known.form_of(version), said)
    pairs = [
        (old, new) for old, new in found.goes_on if (old.code, old.title) != (new.code, new.title)
    ]
    groups = [
        (_("To be said below"), [each.title for each in found.unsaid], ""),
        (
            _("End"),
            [each.title for each in found.ends],
            _("Their trend stops here, and their answers are not put in again."),
        ),
        (
            _("Begin"),
            [each.title for each in found.begins],
            _("Their trend begins with this version; nothing is put in from the last time."),
        ),
        (
            _("Go on, worded anew or under another code"),
            [f"{old.title} ({old.code}) → {new.title} ({new.code})" for old, new in pairs],
            _(
                "Trend and answers of the last time go on in them. If one asks something else by now, take it out "
                "and write it anew."
            ),
        ),
        (
            _("Go on as they are"),
            [new.title for old, new in found.goes_on if (old, new) not in pairs],
            "",
        ),
    ]
    return [
        {"title": title, "rows": rows, "hint": hint, "folded": n == len(groups) - 1}
        for n, (title, rows, hint) in enumerate(groups)
        if rows
    ]
