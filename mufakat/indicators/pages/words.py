"""A question in words: how it is answered, when it is met, how several bodies answer as one."""

from typing import NamedTuple

from django.utils.translation import gettext as _, pgettext

from mufakat.indicators import computed
from mufakat.indicators.queries.instruments import part_title
from mufakat.indicators.rules import Band, Indicator


class Step(NamedTuple):
    """One step of a scale or stretch of values, as the paper has it."""

    points: int
    title: str
    bounds: str
    is_met: bool


def kind_title(kind: str) -> str:
    return {
        "yes_no": _("Yes or no"),
        "scale": _("One of several steps"),
        "number": _("A number out of a number"),
        "range": _("A value that lies in a stretch"),
    }[kind]


def met_in_words(each: Indicator) -> str:
    """When one answer is met."""
    if each.kind == "yes_no":
        return _("met: yes")
    if each.kind == "number":
        return _("met: at least %(n)d %%") % {"n": each.target_percent}
    return _("met: from %(n)d points on") % {"n": each.met_at}


def combined_in_words(each: Indicator) -> str:
    """How several bodies of a unit answer as one; nothing for a question of one body."""
    if not each.is_of_many:
        return ""
    kind = part_title(each.part)
    if each.combine == "share":
        return _("at least %(n)d %% of all %(kind)s meet it") % {
            "n": each.share_percent,
            "kind": kind,
        }
    said = {
        "all": _("every %(kind)s meets it"),
        "any": _("one %(kind)s that meets it is enough"),
        "pool": _("the numbers of all %(kind)s are added"),
    }
    return said[each.combine] % {"kind": kind}


def places_in_words(each: Indicator) -> str:
    """How the figures of several places become one."""
    return {
        "sum": _("over places: numerators and denominators are added"),
        "share": _("over places: how many bodies meet it"),
        "mean": _("over places: the mean of the bodies"),
    }[each.across_places]


def periods_in_words(each: Indicator) -> str:
    return {
        "last": _("over time: how things stand last"),
        "sum": _("over time: what was done is added"),
    }[each.across_periods]


def source_title(name: str) -> str:
    found = (each for each in computed.sources() if each.name == name)
    source = next(found, None)
    return str(source.title) if source else name


def steps_of(each: Indicator) -> list[Step]:
    return [
        Step(band.points, band.title, _bounds(band, each.unit), band.points >= each.met_at)
        for band in each.bands
    ]


def _bounds(band: Band, unit: str) -> str:
    least, below = (value.replace(".", ",") for value in (band.least, band.below))
    words = {"least": least, "below": below, "unit": unit}
    if band.least and band.below:
        said = pgettext("stretch", "from %(least)s to under %(below)s %(unit)s") % words
    elif band.below:
        said = pgettext("stretch", "under %(below)s %(unit)s") % words
    elif band.least:
        said = pgettext("stretch", "%(least)s %(unit)s or more") % words
    else:
        said = ""
    return said.strip()


def entry_title(name: str) -> str:
    """What an entry of a question is called, where a change of it is told."""
    return {
        "code": _("code"),
        "title": _("question"),
        "kind": _("kind of answer"),
        "domain": _("domain"),
        "part": _("who answers"),
        "combine": _("how several answer as one"),
        "share_percent": _("share of the bodies"),
        "weight": _("weight"),
        "must": _("required"),
        "may_not_apply": _("may not apply"),
        "evidence": _("evidence"),
        "hint": _("hint"),
        "bands": _("steps"),
        "met_at": _("points from which it is met"),
        "target_percent": _("target"),
        "numerator": _("numerator"),
        "denominator": _("denominator"),
        "unit": _("unit"),
        "computed": _("computed from"),
        "across_periods": _("over time"),
        "across_places": _("over places"),
        "until": _("last day on which it is asked"),
    }[name]
