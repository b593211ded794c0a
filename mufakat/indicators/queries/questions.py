"""Which domains and questions figures are of: those of the version of the day, and those that only an older version
asked and that still count, marked with it. So that the parts add up to the whole also while versions change."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import Count
from django.utils.translation import gettext as _

from mufakat.core.numbers import grouped
from mufakat.indicators.models import InstrumentVersion
from mufakat.indicators.rules import DOMAIN, PASSED, WHOLE, Form, Indicator

from .figures import Figure
from .scopes import Scope


class Asked(NamedTuple):
    """A domain (without `indicator`) or a question. `version`: the number of the older one that asked it; 0: the
    version of the day does."""

    measure: str
    code: str
    title: str
    version: int = 0
    indicator: Indicator | None = None


Reader = Callable[[Form, int], Iterator[Asked]]


def domains(scope: Scope, found: Mapping[str, Figure]) -> list[Asked]:
    return _asked(scope, found, _domains)


def indicators(scope: Scope, found: Mapping[str, Figure]) -> list[Asked]:
    return _asked(scope, found, _indicators)


def asked_as(scope: Scope, measure: str) -> Asked | None:
    """What a measure is, of whatever version; nothing if the instrument knows none of this name."""
    if not measure:
        return None
    known = {measure: Figure(denominator=1)}
    read = _domains if measure.startswith(DOMAIN) else _indicators
    found = _asked(scope, known, read)
    return next((each for each in found if each.measure == measure), None)


def _domains(form: Form, number: int) -> Iterator[Asked]:
    for each in form.domains:
        yield Asked(DOMAIN + each.code, each.code, each.title, number)


def _indicators(form: Form, number: int) -> Iterator[Asked]:
    for each in form.indicators:
        yield Asked(each.key, each.code, each.title, number, each)


def _asked(scope: Scope, found: Mapping[str, Figure], read: Reader) -> list[Asked]:
    """In the order of the versions: that of the day, then older ones, the newest first."""
    asked = list(read(scope.form, 0)) if scope.form else []
    known = {each.measure for each in asked}
    kind = DOMAIN if read is _domains else ""
    counted = {measure for measure, figure in found.items() if figure.denominator}
    left = {m for m in counted - known if kind == (DOMAIN if m.startswith(DOMAIN) else "")}
    if not left - {PASSED, WHOLE}:
        return asked
    for number, form in scope.older_forms:
        for each in read(form, number):
            if each.measure in left:
                left.discard(each.measure)
                asked.append(each)
    return asked


def titled(title: str, version: int, sites: int, counted: str) -> str:
    """What only an older version asked is marked with it, and of how many bodies it is."""
    if not version:
        return title
    if not sites:
        return _("%(title)s (version %(number)s)") % {"title": title, "number": version}
    told = {"title": title, "number": version, "n": grouped(sites), "what": counted}
    return _("%(title)s (version %(number)s, %(n)s %(what)s)") % told


def assessed_with(scope: Scope) -> list[list[int]]:
    """[number of a version, bodies that count by it], newest first; nothing where there is but one."""
    if len(scope.formulas.codes) < 2:
        return []
    rows = scope.rows().order_by()
    bodies: dict[Any, int] = dict(rows.values_list("of_version").annotate(Count("pk")))
    numbers = InstrumentVersion.objects.filter(pk__in=bodies).order_by("-number")
    return [[number, bodies[pk]] for pk, number in numbers.values_list("pk", "number")]


def versions_said(assessed: Sequence[Sequence[int]], current: int) -> str:
    """ "1 of 2 was assessed with version 1"; nothing where all were with the version of the day."""
    whole = sum(bodies for _number, bodies in assessed)
    return "; ".join(
        _("%(n)s of %(all)s assessed with version %(number)s")
        % {"n": grouped(bodies), "all": grouped(whole), "number": number}
        for number, bodies in assessed
        if number != current
    )
