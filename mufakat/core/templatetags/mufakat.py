"""What templates may say about numbers, days and states. Arithmetic and wording live in core modules."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import template
from django.template.base import Parser, Token, Variable
from django.template.context import Context
from django.templatetags.i18n import TranslateNode, do_translate
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from mufakat.core import charts, dates, numbers
from mufakat.core.ids import new_id

register = template.Library()

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
}


def word(state: str) -> str:
    """The word for a state in the reader's language; an unknown state speaks for itself."""
    return str(STATES[state][1]) if state in STATES else state


class Words(template.Node):
    """A constant {% translate %}, looked up once per language: a table says "Owner" in each of its rows."""

    child_nodelists = ()

    def __init__(self, node: TranslateNode) -> None:
        self.node = node
        self.said: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        language = get_language()
        if language not in self.said:
            self.said[language] = self.node.render(context)
        return self.said[language]


@register.tag("translate")
def translate(parser: Parser, token: Token) -> template.Node:
    """Django's own tag, faster where the words are constant: loaded after i18n, it takes its place."""
    node = do_translate(parser, token)
    asked = node.filter_expression
    constant = isinstance(asked.var, Variable) and asked.var.literal is not None
    if constant and not (node.asvar or node.message_context or asked.filters):
        return Words(node)
    return node


@register.filter
def rupiah(amount: int | None) -> str:
    return numbers.rupiah(amount)


@register.filter
def grouped(number: int) -> str:
    return numbers.grouped(number)


@register.simple_tag
def percent(num: int, den: int) -> str:
    return numbers.percent(num, den)


@register.filter
def long_date(value: date | None, tz: dates.Zone = None) -> str:
    return dates.long_date(value, tz) if value else ""


@register.filter
def short_date(value: date | None, tz: dates.Zone = None) -> str:
    return dates.short_date(value, tz) if value else ""


@register.filter
def zone(tz: dates.Zone) -> str:
    return dates.zone(tz)


@register.filter
def at(instant: datetime | None, tz: dates.Zone = None) -> str:
    return dates.at(instant, tz) if instant else ""


@register.simple_tag
def span_of(start: datetime, end: datetime | None = None, tz: dates.Zone = None) -> str:
    return dates.span_of(start, end, tz)


@register.filter
def days_late(due: date | None, on: date) -> int:
    return dates.days_late(due, on)


@register.filter
def state_word(state: str) -> str:
    return word(state)


@register.simple_tag
def tag(state: str, text: object = "", url: str = "") -> SafeString:
    """Word + sign + colour. text replaces the word; url makes it a link. A free text has no sign."""
    sign = STATES[state][0] if state in STATES else ""
    kind = state if state in STATES else "free"
    says = str(text or word(state))
    mark = format_html('<span aria-hidden="true">{}</span> ', sign) if sign else ""
    if url:
        return format_html('<a class="tag is-{}" href="{}">{}{}</a>', kind, url, mark, says)
    return format_html('<span class="tag is-{}">{}{}</span>', kind, mark, says)


@register.simple_tag
def late_tag(due: date | None, on: date) -> SafeString | str:
    """Says how late a promise is; nothing while there is time."""
    days = dates.days_late(due, on)
    if not days:
        return ""
    return tag("late", ngettext("%(days)d day late", "%(days)d days late", days) % {"days": days})


@register.inclusion_tag("core/components/progress.html")
def progress(done: int, total: int, label: str = "") -> dict[str, Any]:
    return {"done": done, "total": total, "label": label, "width": charts.share(done, total)}


@register.inclusion_tag("core/components/rate.html")
def rate(num: int, den: int, url: str = "", label: str = "") -> dict[str, Any]:
    return {"num": num, "den": den, "url": url, "label": label}


@register.inclusion_tag("core/components/report_bar.html")
def report_bar(counts: Mapping[str, int], href: str = "") -> dict[str, Any]:
    """counts by verdict; href is put before the state in each link of the legend ("?verdict=" or "#")."""
    parts = [
        {
            "segment": part,
            "sign": STATES[part.state][0],
            "text": f"{part.count} {word(part.state)}",
            "url": f"{href}{part.state}" if href else "",
        }
        for part in charts.segments(counts)
    ]
    return {"parts": parts, "sentence": ", ".join(str(part["text"]) for part in parts)}


@dataclass(frozen=True)
class Heading:
    label: str
    kind: str


@register.inclusion_tag("core/components/table.html")
def data_table(
    headings: Sequence[str | tuple[str, str]],
    rows: Iterable[Sequence[object]],
    caption: str = "",
    *,
    plain: bool = False,
) -> dict[str, Any]:
    """headings are labels, or (label, "num"); the first cell of a row heads it. plain keeps columns on a phone."""
    named = [Heading(h, "") if isinstance(h, str) else Heading(*h) for h in headings]
    listed = [list(zip(named, row, strict=True)) for row in rows]
    return {"headings": named, "rows": listed, "caption": caption, "plain": plain}


@register.inclusion_tag("core/components/bars.html")
def rate_bars(
    finding: str, rows: Iterable[Mapping[str, Any]], heading: str = "", what: str = ""
) -> dict[str, Any]:
    """rows of {label, num, den, url?}, drawn in the order given; heading names the labels, what the share."""
    listed = [
        {**row, "width": charts.share(row["num"], row["den"]), "url": row.get("url", "")}
        for row in rows
    ]
    return {"finding": finding, "rows": listed, **_rate_table(listed, heading, what)}


@register.inclusion_tag("core/components/trend.html")
def trend(
    finding: str,
    points: Iterable[Mapping[str, Any]],
    target: int = 0,
    heading: str = "",
    what: str = "",
) -> dict[str, Any]:
    """points of {label, num, den, group?, url?} in order of time; group is printed where it changes (the year)."""
    drawn = charts.columns(points)
    listed = [
        {"label": f"{p['label']} {p.get('group', '')}".strip(), "num": p["num"], "den": p["den"]}
        for p in points
    ]
    spoken = [f"{row['label']}: {numbers.percent(row['num'], row['den'])}" for row in listed]
    return {
        "finding": finding,
        "columns": drawn,
        "width": max(240, 72 * len(drawn)),
        "base": charts.TOP + charts.PLOT,
        "height": charts.TOP + charts.PLOT + 48,
        "target": target,
        "target_y": charts.TOP + charts.PLOT - charts.PLOT * target // 100,
        "sentence": f"{finding}. {'; '.join(spoken)}.",
        **_rate_table(listed, heading, what),
    }


def _rate_table(rows: Iterable[Mapping[str, Any]], heading: str, what: str) -> dict[str, Any]:
    """The figures of a picture as a table: numerator, denominator and the rate they make."""
    columns = [
        heading or _("Part"),
        (what or _("Kept"), "num"),
        (_("Of"), "num"),
        (_("Rate"), "num"),
    ]
    cells = [(r["label"], r["num"], r["den"], numbers.percent(r["num"], r["den"])) for r in rows]
    return {"table_headings": columns, "table_rows": cells}


@register.simple_tag
def act_field() -> SafeString:
    """The hidden id of an act, for a form of one button."""
    return format_html('<input type="hidden" name="act_id" value="{}">', new_id())
