"""What the pages of instruments and their versions show."""

from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _, ngettext

from mufakat.core import dates
from mufakat.directory.access import can, organisations_where
from mufakat.directory.models import Facility
from mufakat.indicators.access import instruments as access
from mufakat.indicators.models import Instrument, InstrumentVersion
from mufakat.indicators.queries import instruments as listing, versions as known
from mufakat.indicators.rules import Form, Indicator, versions as judged
from mufakat.indicators.rules.rule_words import rule_in_words
from mufakat.journal.queries import history_of
from mufakat.journal.sentences import sentence

from . import words


class Question(NamedTuple):
    """A question as the paper has it."""

    number: int
    asked: Indicator
    who: str
    how: str  # kind of answer, and when it is met
    together: str  # how several bodies answer as one
    rolled: str
    steps: list[words.Step]
    source: str
    said_until: str


class Part(NamedTuple):
    """A domain with its questions."""

    code: str
    title: str
    weight: int
    scored: bool
    questions: list[Question]


def list_page(user: Any, on: date) -> dict[str, Any]:
    rows = listing.listed(access.visible_instruments(user), on)
    return {
        "title": _("Instruments"),
        "rows": rows,
        "finding": ngettext("%(n)d instrument", "%(n)d instruments", len(rows)) % {"n": len(rows)},
        "written": {
            row.instrument.keeper_id for row in rows if access.may_write(user, row.instrument)
        },
        "may_record": can(user, access.WRITE),
    }


def instrument_page(user: Any, instrument: Instrument, on: date) -> dict[str, Any]:
    """Its versions, what each changed, and what may be done."""
    versions = list(instrument.versions.order_by("-number"))
    may_write = access.may_write(user, instrument)
    shown = [each for each in versions if each.is_published or may_write]
    draft = next((each for each in shown if not each.is_published), None)
    holds = known.version_on(instrument, on)
    return {
        "title": instrument.title,
        "instrument": instrument,
        "level": listing.part_title(instrument.level),
        "versions": shown,
        "holds": holds,
        "draft": draft,
        "may_write": may_write,
        "may_copy": can(user, access.WRITE),
        "history": history_lines(instrument) if may_write else [],
        "bodies": _counted_bodies(user, instrument, holds, on),
        "year": on.year,
    }


def _counted_bodies(
    user: Any, instrument: Instrument, holds: InstrumentVersion | None, on: date
) -> list[Facility]:
    """Of whom the user may read what the house counts by itself, if this instrument asks for any of it."""
    if holds is None or not any(each.computed for each in known.form_of(holds).indicators):
        return []
    allowed = organisations_where(user, "assessment.see")
    return listing.counted_bodies(instrument.level, allowed, on)


def history_lines(instrument: Instrument) -> list[dict[str, Any]]:
    return [
        {"sentence": sentence(event), "when": dates.at(event.at)}
        for event in history_of(instrument)
    ]


def version_page(user: Any, version: InstrumentVersion) -> dict[str, Any]:
    """A version as people read it: the paper they know."""
    form, instrument = known.form_of(version), version.instrument
    return {
        "title": version.body["title"],
        "version": version,
        "instrument": instrument,
        "level": listing.part_title(instrument.level),
        "parts": parts_of(form),
        "count": len(form.indicators),
        "composite": len(form.part_kinds) > 1,
        "weighted": any(part.weight != 1 for part in form.domains),
        **rules_of(form),
        "before": known.published_before(version),
        "may_write": access.may_write(user, instrument),
        "may_copy": can(user, access.WRITE),
    }


def rules_of(form: Form) -> dict[str, Any]:
    return {
        "threshold": rule_in_words(form.threshold, form),
        "threshold_rule": form.threshold,
        "threshold_note": form.threshold_note,
        "grades": [(grade, rule_in_words(grade.rule, form)) for grade in form.grades],
    }


def parts_of(form: Form) -> list[Part]:
    numbers = {each.code: n for n, each in enumerate(form.indicators, start=1)}
    return [
        Part(
            domain.code,
            domain.title,
            domain.weight,
            domain.scored,
            [_question(each, numbers[each.code]) for each in domain.indicators],
        )
        for domain in form.domains
    ]


def _question(each: Indicator, number: int) -> Question:
    until = dates.long_date(each.until) if each.until else ""
    return Question(
        number=number,
        asked=each,
        who=listing.part_title(each.part),
        how=f"{words.kind_title(each.kind)}; {words.met_in_words(each)}",
        together=words.combined_in_words(each),
        rolled=f"{words.places_in_words(each)}; {words.periods_in_words(each)}",
        steps=words.steps_of(each),
        source=words.source_title(each.computed) if each.computed else "",
        said_until=_("asked for the last time on %(day)s") % {"day": until} if until else "",
    )


def changes_page(version: InstrumentVersion, before: InstrumentVersion) -> dict[str, Any]:
    """What a version makes of the one before."""
    old, new = known.form_of(before), known.form_of(version)
    found = judged.differences(old, new, known.map_between(before, version))
    told = [_change(each) for each in found if each.state != "same"]
    same = len(found) - len(told)
    kept = ngettext("%(n)d question is the same", "%(n)d questions are the same", same)
    return {
        "title": _("What version %(n)d changes") % {"n": version.number},
        "version": version,
        "before": before,
        "rows": told,
        "kept": kept % {"n": same},
        "rules": [
            (
                _("Passed when"),
                rule_in_words(old.threshold, old),
                rule_in_words(new.threshold, new),
            ),
            (_("Grades"), _grades(old), _grades(new)),
        ],
    }


def _grades(form: Form) -> str:
    return "; ".join(f"{g.title}: {rule_in_words(g.rule, form)}" for g in form.grades)


def _change(each: judged.Difference) -> dict[str, Any]:
    state = {"added": _("new"), "ended": _("ends"), "changed": _("changed")}[each.state]
    fields = [
        (words.entry_title(name), _shown(each.before, name), _shown(each.after, name))
        for name in each.fields
    ]
    asked = each.after or each.before
    told = {"state": state, "title": asked.title if asked else "", "fields": fields}
    return told | {"note": _joined(each)}


def _joined(each: judged.Difference) -> str:
    """Of a map that was published before this was refused: what it joined stays joined, and is told."""
    if not (each.before and each.after) or judged.counts_alike(each.before, each.after):
        return ""
    return _(
        "This map joined two ways of counting under one lasting name: while bodies count by both versions, figures "
        "that are not of one unit are added up. What was published is not changed; in the next version take the "
        "question out and write it anew, so that its trend begins anew."
    )


def _shown(each: Indicator | None, name: str) -> str:
    value = getattr(each, name, "")
    if name == "bands" and each is not None:
        return "; ".join(
            f"{step.points} {step.title} {step.bounds}".strip() for step in words.steps_of(each)
        )
    if name == "kind":
        return words.kind_title(value)
    if name == "part":
        return listing.part_title(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "" if value is None else str(value)
