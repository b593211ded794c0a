"""What templates may say (Jinja): our words for numbers, days and states. Arithmetic and wording live in core modules.

The environment is made here; `site/templating.py` gives it the words of every room.
"""

import html
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, cast

from django.contrib.staticfiles.storage import staticfiles_storage
from django.forms import renderers
from django.http import HttpRequest
from django.template.backends.jinja2 import Jinja2
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy, ngettext
from jinja2 import Environment, StrictUndefined
from jinja2.compiler import CodeGenerator
from markupsafe import Markup, escape

from . import charts, dates, numbers
from .ids import new_id

# state -> (sign, word)
STATES: dict[str, tuple[str, Promise]] = {
    "kept": ("✓", gettext_lazy("kept")),
    "partly": ("◐", gettext_lazy("partly kept")),
    "continued": ("→", gettext_lazy("continued")),
    "changed": ("↻", gettext_lazy("changed")),
    "dropped": ("×", gettext_lazy("dropped")),
    "open": ("●", gettext_lazy("running")),
    "late": ("!", gettext_lazy("late")),
    "waiting": ("?", gettext_lazy("not decided yet")),
    "planned": ("○", gettext_lazy("planned")),
    "ratified": ("✓", gettext_lazy("ratified")),
    "high": ("▲", gettext_lazy("high priority")),
}


def word(state: str) -> str:
    """The word for a state in the reader's language; an unknown state speaks for itself."""
    return str(STATES[state][1]) if state in STATES else state


def sign(state: str) -> str:
    return STATES[state][0]


def tag(state: str, text: object = "", url: str = "") -> Markup:
    """Word + sign + colour. text replaces the word; url makes it a link. A free text has no sign."""
    kind = state if state in STATES else "free"
    return _tag(kind, STATES[state][0] if state in STATES else "", str(text or word(state)), url)


@lru_cache(maxsize=4096)
def _tag(kind: str, sign: str, says: str, url: str) -> Markup:
    mark = f'<span aria-hidden="true">{sign}</span> ' if sign else ""
    start, end = (f'<a href="{escape(url)}"', "a") if url else ("<span", "span")
    # Both texts are escaped here; the rest is ours.
    return Markup(f'{start} class="tag is-{kind}">{mark}{escape(says)}</{end}>')  # noqa: S704


def late_tag(due: date | None, on: date) -> Markup:
    """Says how late a promise is; nothing while there is time."""
    days = dates.days_late(due, on)
    return late(days) if days else Markup()


def late(days: int) -> Markup:
    return tag("late", ngettext("%(days)d day late", "%(days)d days late", days) % {"days": days})


def lines(text: str) -> Markup:
    """Typed text with its line breaks."""
    return Markup("<br>").join(str(text).splitlines())


def act_field() -> Markup:
    """The hidden id of an act, for a form of one button."""
    return Markup(f'<input type="hidden" name="act_id" value="{new_id()}">')  # noqa: S704


def report_parts(counts: Mapping[str, int], href: str = "") -> list[dict[str, Any]]:
    """The segments of a report bar; href is put before the state in each link ("?verdict=" or "#")."""
    return [
        {
            "segment": part,
            "sign": STATES[part.state][0],
            "text": f"{part.count} {word(part.state)}",
            "url": f"{href}{part.state}" if href else "",
        }
        for part in charts.segments(counts)
    ]


def rate_rows(rows: Iterable[Mapping[str, Any]]) -> list[tuple[str, int, int, str]]:
    """The figures of a picture as a table: label, numerator, denominator and the rate they make."""
    return [
        (
            f"{row['label']} {row.get('group', '')}".strip(),
            row["num"],
            row["den"],
            numbers.percent(row["num"], row["den"]),
        )
        for row in rows
    ]


def linked_rows(rows: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """The same table to be read: each number opens its rows, where these have an address (`url`; `num_url` for the
    rows that the numerator counts)."""
    return [
        (
            label,
            _linked(num, row.get("num_url")),
            *(_linked(n, row.get("url")) for n in (den, rate)),
        )
        for row, (label, num, den, rate) in zip(rows, rate_rows(rows), strict=True)
    ]


def _linked(number: Any, url: str | None) -> Any:
    return Markup(f'<a href="{escape(url)}">{escape(number)}</a>') if url else number  # noqa: S704


def part_of_whole(num: int, num_url: str, den: int, url: str) -> Markup:
    """ "35 of 44 · 79.55 %", each number opening its rows."""
    words = {"num": numbers.grouped(num), "den": numbers.grouped(den)}
    linked = {name: _linked(words[name], at) for name, at in (("num", num_url), ("den", url))}
    told = escape(translation.gettext("%(num)s of %(den)s")) % linked
    return told + f" · {numbers.percent(num, den)}"


HEAT_STATES = {"held": "kept", "planned": "planned", "late": "late"}


@lru_cache(maxsize=512)
def heat_marks(
    marks: tuple[tuple[str, str, int], ...], letters: tuple[tuple[str, str], ...]
) -> Markup:
    """A cell of a calendar of heat: ✓ T for a quarterly session that was held, ○ B 2 for two monthly ones to come."""
    said = dict(letters)
    return Markup(" ").join(
        tag(HEAT_STATES[heat], f"{said[series]} {n}" if n > 1 else said[series])
        for heat, series, n in marks
    )


def heat_cells(
    url: str,
    months: Iterable[tuple[int, tuple[tuple[str, str, int], ...]]],
    counts: Iterable[tuple[str, int]],
    letters: tuple[tuple[str, str], ...],
) -> Markup:
    """The cells of one row of a calendar of heat: a thousand of them in a district, so in one piece."""
    here = escape(url)
    cells = [
        f'<td><a href="{here}&amp;bulan={n}">{heat_marks(marks, letters)}</a></td>'
        if marks
        else "<td></td>"
        for n, marks in months
    ]
    cells += [
        f'<td><a href="{here}&amp;keadaan={state}">{n}</a></td>' if n else "<td>–</td>"
        for state, n in counts
    ]
    return Markup("".join(cells))  # noqa: S704


def spoken(finding: str, rows: Sequence[tuple[str, int, int, str]]) -> str:
    """A picture in one sentence, for those who hear it."""
    return f"{finding}. {'; '.join(f'{label}: {rate}' for label, _n, _d, rate in rows)}."


def list_address(request: HttpRequest, name: str = "hal") -> str:
    """The address of this list up to the number of its page: "?sektor=agama&hal=". `name` tells two lists apart."""
    asked = [(k, v) for k, values in request.GET.lists() for v in values if v and k != name]
    return f"?{urlencode([*asked, (name, '')])}"


def address(name: str, *args: object) -> str:
    return reverse(name, args=args) if args else _fixed_address(name)


@cache
def _fixed_address(name: str) -> str:
    return reverse(name)


@cache
def _words(language: str | None) -> dict[str, Callable[..., str]]:
    """gettext and ngettext of one language: a page asks for the same few hundred words each time."""
    said: dict[str, str] = {}

    def look_up(sentence: str, /, **values: object) -> str:
        if sentence not in said:
            said[sentence] = translation.gettext(sentence)
        return said[sentence] % values if values else said[sentence]

    def count(one: str, many: str, number: int, /, **values: object) -> str:
        return ngettext(one, many, number) % {"num": number, **values}

    return {"_": look_up, "gettext": look_up, "ngettext": count}


def words(request: HttpRequest | None = None) -> dict[str, Callable[..., str]]:
    """Context processor: the words of the language in which this page is answered."""
    return _words(translation.get_language())


def _without_a_page(name: str) -> Callable[..., str]:
    """The words of a template that is drawn without a request: an error page, the box of a form."""

    def say(*sentence: Any, **values: Any) -> str:
        return words()[name](*sentence, **values)

    return say


GLOBALS: dict[str, Any] = {
    **{name: _without_a_page(name) for name in ("_", "gettext", "ngettext")},
    "list_address": list_address,
    "LANGUAGE": translation.get_language,
    "act_field": act_field,
    "columns": charts.columns,
    "heat_cells": heat_cells,
    "heat_marks": heat_marks,
    "late": late,
    "late_tag": late_tag,
    "part_of_whole": part_of_whole,
    "percent": numbers.percent,
    "PLOT": charts.PLOT,
    "rate_rows": rate_rows,
    "linked_rows": linked_rows,
    "report_parts": report_parts,
    "share": charts.share,
    "sign": sign,
    "knots": charts.knots,
    "small_bar": charts.small_bar,
    "small_dot": charts.small_dot,
    "span_of": dates.span_of,
    "spoken": spoken,
    "static": cache(staticfiles_storage.url),
    "tag": tag,
    "TOP": charts.TOP,
    "url": address,
}
FILTERS: dict[str, Callable[..., Any]] = {
    "at": lambda instant, tz=None: dates.at(instant, tz) if instant else "",
    "capfirst": capfirst,
    "grouped": numbers.grouped,
    "long_date": lambda day, tz=None: dates.long_date(day, tz) if day else "",
    "rupiah": numbers.rupiah,
    "short_date": lambda day, tz=None: dates.short_date(day, tz) if day else "",
    "lines": lines,
    "month": lambda month: dates.month_in_words(month) if month else "",
    "state_word": word,
    "zone": dates.zone,
}


def shown(value: Any) -> str:
    """A value as it stands in a page, escaped. `markupsafe.escape` makes a `Markup` of each, which takes ten times as
    long as finding that a word or a number has nothing to escape; here it is only joined to its neighbours."""
    kind = type(value)
    if kind is Markup:
        return cast("str", value)
    if kind is str:
        return html.escape(value)
    if kind is int:
        return str(value)
    return escape(value)


class Compiler(CodeGenerator):
    """Writes `shown` where Jinja writes `escape`: a large page has two thousand values."""

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.shown(")
        else:
            super()._output_child_pre(node, frame, finalize)


class Pages(Environment):
    """Asks a dict for its key first: a method of that name is looked for only if there is none. Jinja does it the other
    way round, and each key that is no method costs an exception."""

    code_generator_class = Compiler
    shown = staticmethod(shown)

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        try:
            return getattr(obj, attribute)
        except AttributeError:
            if type(obj) is dict:  # neither a key nor a method, as asked by `is defined`
                return self.undefined(obj=obj, name=attribute)
            return super().getattr(obj, attribute)


def environment(**options: Any) -> Environment:
    """Templates in which a name that is not there is an error, not an empty place."""
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    return with_words(**options)


def with_words(**options: Any) -> Environment:
    made = Pages(extensions=["jinja2.ext.i18n"], **options)
    made.newstyle_gettext = True  # type: ignore[attr-defined]
    made.globals |= GLOBALS
    made.filters |= FILTERS
    return made


class FormRenderer(renderers.Jinja2):
    """Draws the boxes of forms: Django's own templates count on absent names being empty."""

    @cached_property
    def engine(self) -> Jinja2:
        options = {"environment": f"{__name__}.with_words"}
        ours = (
            Path(__file__).parent / "jinja2" / "core" / "boxes"
        )  # of many options: drawn at one go
        theirs = Path(renderers.__file__).parent / "jinja2"
        return Jinja2(
            {"APP_DIRS": True, "DIRS": [ours, theirs], "NAME": "forms", "OPTIONS": options}
        )
