"""Where the parts of a picture stand. Lengths are percentages of the picture's width, so a bar fits a
phone, a projector and a sheet of paper without a script; they are text, so no locale turns a point into a comma."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markupsafe import Markup

VERDICTS = ("kept", "partly", "continued", "changed", "dropped", "waiting")
ROOM_FOR_TEXT = 9  # a segment narrower than this many percent carries no figure
ALL_SPEAK = 4  # up to one year of columns each says its value; beyond that only the last
PLOT = 120  # height of the columns in px
TOP = 24  # room above them for the value


def share(part: int, whole: int) -> str:
    """part of whole as a length: "35.2941%"."""
    return f"{part * 100 / whole:.4f}%" if whole else "0%"


@dataclass(frozen=True)
class Segment:
    state: str
    count: int
    x: str
    width: str
    middle: str
    wide: bool


def segments(counts: Mapping[str, int], order: Iterable[str] = VERDICTS) -> list[Segment]:
    """Counts laid side by side in one bar; a state without any is left out."""
    whole = sum(counts.get(state, 0) for state in order)
    laid: list[Segment] = []
    before = 0
    for state in order:
        count = counts.get(state, 0)
        if not count:
            continue
        laid.append(
            Segment(
                state,
                count,
                share(before, whole),
                share(count, whole),
                share(2 * before + count, 2 * whole),
                count * 100 >= ROOM_FOR_TEXT * whole,
            )
        )
        before += count
    return laid


@dataclass(frozen=True)
class Column:
    label: str
    group: str
    num: int
    den: int
    url: str
    x: str
    width: str
    middle: str
    y: int
    height: int
    value_x: str
    value_y: int
    anchor: str
    shown: bool


def columns(points: Iterable[Mapping[str, Any]]) -> list[Column]:
    """One column per point {label, num, den, group?, url?}. With more than four only the last says its value."""
    listed = list(points)
    crowded = len(listed) > ALL_SPEAK
    drawn: list[Column] = []
    group = ""
    for i, point in enumerate(listed):
        num, den = int(point["num"]), int(point["den"])
        height = num * PLOT // den if den > 0 else 0
        slot = 100 / len(listed)
        new_group = str(point.get("group", ""))
        drawn.append(
            Column(
                label=str(point["label"]),
                group=new_group if new_group != group else "",
                num=num,
                den=den,
                url=str(point.get("url", "")),
                x=f"{(i + 0.2) * slot:.4f}%",
                width=f"{0.6 * slot:.4f}%",
                middle=f"{(i + 0.5) * slot:.4f}%",
                y=TOP + PLOT - height,
                height=height,
                value_x="100%" if crowded else f"{(i + 0.5) * slot:.4f}%",
                value_y=TOP + PLOT - height - 6,
                anchor="end" if crowded else "middle",
                shown=not crowded or i == len(listed) - 1,
            )
        )
        group = new_group
    return drawn


@dataclass(frozen=True)
class Knot:
    """A point of a line through time; `x0`, `y0` where the line comes from, empty after a month without figures."""

    label: str
    group: str
    num: int
    den: int
    url: str
    x: str
    y: int
    x0: str
    y0: int
    shown: bool  # its value is printed
    named: bool  # its label is printed


STEPS_OF_NAMES = ((6, 1), (12, 3), (24, 6))  # up to so many points, every so many-th has its label


def knots(points: Iterable[Mapping[str, Any]]) -> list[Knot]:
    """The points {label, group, num, den, url?} of a line. The last one says its value; labels go backwards from it."""
    listed = list(points)
    step = next((each for most, each in STEPS_OF_NAMES if len(listed) <= most), 12)
    last = max((i for i, point in enumerate(listed) if int(point["den"]) > 0), default=-1)
    drawn: list[Knot] = []
    group, before = "", None
    for i, point in enumerate(listed):
        num, den = int(point["num"]), int(point["den"])
        named = (len(listed) - 1 - i) % step == 0
        own_group = str(point.get("group", "")) if named else ""
        x = f"{(i + 0.5) * 100 / len(listed):.4f}%"
        y = TOP + PLOT - (min(num, den) * PLOT // den if den > 0 else 0)
        drawn.append(
            Knot(
                label=str(point["label"]),
                group=own_group if own_group != group else "",
                num=num,
                den=den,
                url=str(point.get("url", "")),
                x=x,
                y=y,
                x0=before.x if before and den > 0 else "",
                y0=before.y if before else 0,
                shown=i == last,
                named=named,
            )
        )
        group = own_group or group
        before = drawn[-1] if den > 0 else None
    return drawn


def small_dot(part: int, whole: int, target: int = 0) -> Markup:
    """A share as a dot on a line from nothing to all, beside its figures; `target` in percent is a stroke."""
    line = '<rect class="fill-rest" y="5" width="100%" height="2"/>'
    mark = f'<rect class="fill-line" x="{target}%" width="1" height="12"/>' if target else ""
    at = share(min(part, whole), whole)
    dot = f'<circle class="fill-accent" cx="{at}" cy="6" r="5"/>' if whole > 0 else ""
    # Our own names and numbers alone: nothing in it was typed by anybody.
    drawn = (
        f'<svg class="bar dots" width="100%" height="12" aria-hidden="true">{line}{mark}{dot}</svg>'
    )
    return Markup(drawn)  # noqa: S704


def small_bar(part: int, whole: int) -> Markup:
    """A share in a row of a table, beside its figures."""
    rest = '<rect class="fill-rest" y="3" width="100%" height="2"/>'
    bar = f'<rect class="fill-accent" width="{share(part, whole)}" height="8"/>'
    return _row_picture(rest + bar)


def stacked(parts: Iterable[tuple[str, int]]) -> Markup:
    """Counts by fill side by side, in a row of a table, beside their figures."""
    listed = [(fill, n) for fill, n in parts if n]
    whole, before, drawn = sum(n for _fill, n in listed), 0, []
    for fill, n in listed:
        at = f' x="{share(before, whole)}"' if before else ""
        drawn.append(f'<rect class="fill-{fill}"{at} width="{share(n, whole)}" height="8"/>')
        before += n
    return _row_picture("".join(drawn))


def _row_picture(drawn: str) -> Markup:
    # Our own names and numbers alone: nothing in it was typed by anybody.
    return Markup(f'<svg class="bar" width="100%" height="8" aria-hidden="true">{drawn}</svg>')  # noqa: S704


@lru_cache(maxsize=256)
def qr_code(text: str, *, sized: bool = True) -> Markup:
    """The QR code of an address as an SVG that may stand inside a page: no style, no script. `sized`: four pixels for
    each of its squares; else as large as there is room, for a projector."""
    import segno

    drawn = segno.make_qr(text, error="m").svg_inline(
        scale=4 if sized else 1,
        border=4 if sized else 2,
        omitsize=not sized,
        svgclass=None,
        lineclass=None,
        light="#fff",
    )
    return Markup(drawn.replace("<svg ", '<svg role="img" aria-label="QR" ', 1))  # noqa: S704 - drawn by us
