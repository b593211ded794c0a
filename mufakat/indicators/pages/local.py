"""Local-area monitoring as a page: a sentence that names who is left behind, a picture, a table."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext_lazy

from mufakat.core.numbers import grouped
from mufakat.indicators.queries.local import Place, coverages, is_done, places
from mufakat.indicators.queries.scopes import Scope
from mufakat.indicators.rules.local import BAD, DOWN, ENOUGH, GOOD, LESS, SAME, UP

NAMED = 3  # places that the sentence names
# The sign and colour of the house, the word, what it means.
STANDS: dict[str, tuple[str, Promise, Promise]] = {
    GOOD: ("kept", pgettext_lazy("PWS", "good"), gettext_lazy("at the target, not falling")),
    LESS: ("partly", pgettext_lazy("PWS", "less good"), gettext_lazy("at the target, but falling")),
    ENOUGH: ("continued", pgettext_lazy("PWS", "fair"), gettext_lazy("below it, but rising")),
    BAD: ("late", pgettext_lazy("PWS", "poor"), gettext_lazy("below it and not rising")),
}
WAYS: dict[str, tuple[str, Promise]] = {
    UP: ("▲", gettext_lazy("rising")),
    SAME: ("=", gettext_lazy("unchanged")),
    DOWN: ("▼", gettext_lazy("falling")),
}
PLACES: list[Promise] = [
    gettext_lazy("provinces"),
    gettext_lazy("districts"),
    gettext_lazy("kecamatan"),
    gettext_lazy("villages"),
    gettext_lazy("villages"),
]


def local_page(scope: Scope, key: str) -> dict[str, Any]:
    """`key`: the lasting name of the coverage; else the first is shown."""
    choices = coverages(scope)
    chosen = next((each for each in choices if each.key == key), choices[0] if choices else None)
    found: dict[str, Any] = {
        "title": _("Local-area monitoring (PWS)"),
        "choices": choices,
        "chosen": chosen,
        "rows": [],
    }
    if chosen is None:
        return found
    rows = places(scope, chosen)
    level = 3 if scope.body else scope.region.level
    shown = [_row(place, rank) for rank, place in enumerate(rows, 1)]
    return found | {
        "title": finding(rows, chosen.target_percent, chosen.title, str(PLACES[level])),
        "rows": shown,
        "told": [row for row in shown if row["den"]],
        "done": is_done(scope, chosen.key),
        "legend": list(STANDS.values()),
    }


def finding(rows: list[Place], target: int, title: str, what: str) -> str:
    """ "3 of 5 villages have not reached 80 %: Kopo, Jamika, Babakan Asih": the furthest behind first."""
    told = [place for place in rows if place.total.den]
    behind = [place for place in reversed(told) if not place.is_there]
    if not told:
        return _("%(title)s: no coverage is known here yet") % {"title": title}
    if len(told) == 1 and not behind:
        words = {"title": title, "name": told[0].label, "target": target}
        return _("%(title)s: %(name)s has reached %(target)s %%") % words
    words = {"title": title, "target": target, "n": len(behind), "all": len(told), "what": what}
    if not behind:
        return _("%(title)s: all %(all)s %(what)s have reached %(target)s %%") % words
    names = ", ".join(place.label for place in behind[:NAMED])
    words["names"] = f"{names} …" if len(behind) > NAMED else names
    sentence = ngettext(
        "%(title)s: %(n)s of %(all)s %(what)s has not reached %(target)s %%: %(names)s",
        "%(title)s: %(n)s of %(all)s %(what)s have not reached %(target)s %%: %(names)s",
        len(behind),
    )
    return sentence % words


def _row(place: Place, rank: int) -> dict[str, Any]:
    """A row of the picture and of the table."""
    state, word = _state(place)
    sign, way = WAYS.get(place.way, ("", ""))
    return {
        "rank": rank if place.total.den else "",
        "label": place.label,
        "page": place.page,
        "num": place.total.num,
        "den": place.total.den,
        "url": place.rows.total,
        "month_url": place.rows.now,
        "before_url": place.rows.before,
        "now": place.pairs.now,
        "before": place.pairs.before,
        "reached": place.reached,
        "way": f"{sign} {way}".strip(),
        "state": state,
        "word": word,
        "left": _left(place),
    }


def _state(place: Place) -> tuple[str, str]:
    if place.stands:
        sign, word, _meaning = STANDS[place.stands]
        return sign, str(word)
    if not place.total.den:
        return "waiting", str(place.why)
    return ("kept", _("reached")) if place.is_there else ("late", _("not reached yet"))


def _left(place: Place) -> str:
    return _("%(n)s more needed") % {"n": grouped(place.left)} if place.left else ""
