"""What the page of a draft shows: the questions with their buttons, and what is still wrong."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _, ngettext

from mufakat.core.errors import refusal
from mufakat.indicators.models import InstrumentVersion
from mufakat.indicators.queries import versions as known
from mufakat.indicators.rules import Form, Indicator, versions as judged

from . import words
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
    return {
        "doubtful": doubtful,
        "after": after,
        "is_first": before is None,
        "first": judged.renamed(old, after) if old else {},
        "reasons": {each.code: counted_otherwise(each, after) for each in doubtful},
    }


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
    after = known.form_of(version)
    found = judged.becomes(known.form_of(before), after, said)
    pairs = [(old, new) for old, new in found.goes_on if judged.changed_in(old, new)]
    groups = [
        (_("To be said below"), [each.title for each in found.unsaid], ""),
        (
            _("These end"),
            [_ending(each, after) for each in found.ends],
            _("Their trend stops here, and their answers are not put in again."),
        ),
        (
            _("These begin"),
            [each.title for each in found.begins],
            _("Their trend begins with this version; nothing is put in from the last time."),
        ),
        (
            _("These go on, changed"),
            [_going_on(old, new) for old, new in pairs],
            _(
                "Trend and answers of the last time go on in them. If one asks something else by now, take it out "
                "and write it anew."
            ),
        ),
        (
            _("These go on as they are"),
            [new.title for old, new in found.goes_on if (old, new) not in pairs],
            "",
        ),
    ]
    return [
        {"title": title, "rows": rows, "hint": hint, "folded": n == len(groups) - 1}
        for n, (title, rows, hint) in enumerate(groups)
        if rows
    ]


def _going_on(old: Indicator, new: Indicator) -> str:
    """With what changed: the words of a question as they were and are, any other entry by its name."""
    fields = [name for name in judged.changed_in(old, new) if name not in ("code", "title")]
    said = new.title
    if (old.code, old.title) != (new.code, new.title):
        said = f"{old.title} ({old.code}) → {new.title} ({new.code})"
    return ": ".join([said, ", ".join(map(words.entry_title, fields))] if fields else [said])


def _ending(old: Indicator, after: Form) -> str:
    """With the reason, where the draft still asks it and counts it otherwise."""
    why = counted_otherwise(old, after)
    return f"{old.title}. {why}" if why else old.title


def counted_otherwise(old: Indicator, after: Form) -> str:
    """Why the trend of a question cannot go on in the same one as the draft asks it; nothing where it can."""
    now = judged.left_behind(old, after)
    if now is None:
        return ""
    said = _(
        "“%(title)s” (%(code)s) is counted otherwise now (%(entries)s): its figures cannot be added to those before, "
        "and its trend begins anew."
    )
    entries = ", ".join(words.entry_title(each) for each in judged.counted_otherwise(old, now))
    return said % {"title": now.title, "code": now.code, "entries": entries}
