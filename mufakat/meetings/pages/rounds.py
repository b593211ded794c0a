"""What the pages of a round of ratings show."""

from fractions import Fraction
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _, ngettext

from mufakat.commitments.pages import handed_on
from mufakat.core import clock
from mufakat.core.answers import whole
from mufakat.core.charts import share
from mufakat.core.ids import parse_id
from mufakat.directory.access import can
from mufakat.directory.models import Link
from mufakat.meetings import queries
from mufakat.meetings.forms import ScoresForm
from mufakat.meetings.models import PriorityRound, Rater
from mufakat.meetings.rules import shared_places

from .frame import rights, under
from .stopped import stopped_words


class Ranked(NamedTuple):
    """A problem in its place. Lengths are shares of the largest value of a rater, as text."""

    url: str
    place: str
    text: str
    total: str
    mean: str
    spread: str
    criteria: list[str]
    bar: str
    low: str
    range: str


def round_page(user: Any, opened: PriorityRound) -> dict[str, Any]:
    meeting = opened.meeting
    raters = queries.rating_in(opened)
    given = queries.given_in(raters)
    result = queries.result_of(opened, raters, given)
    counted = len(result["counted"])
    order = opened.rule["formula"] == "order"
    return {
        **under(meeting, str(opened)),
        "meeting": meeting,
        "round": opened,
        "rule": opened.rule,
        "here": opened.get_absolute_url(),
        "may": rights(user, meeting.forum)
        | {"link_record": can(user, "link.record", meeting.forum)},
        "rows": _ranked(meeting.pk, result) if counted else [],
        "order": order,
        "counted": counted,
        "unfinished": result["unfinished"],
        "finding": _finding(result),
        "raters": queries.raters_of(opened, clock.now(), raters, given),
        "absent": queries.absent_in(opened),
        "asked": [c for c in opened.rule["criteria"] if not c["measured"]],
        "open": opened.state == "open" and meeting.state == "open",
        "ties": ties_of(opened, result) if counted else [],
    }


MOST_NAMED = 200  # problems in an address
BY_DELIBERATION = "musyawarah"  # the method without scores


def ties_of(opened: PriorityRound, result: dict[str, Any]) -> list[tuple[str, str]]:
    """Each place that several problems share, in words with what to do; and where a round over just these begins, while
    the session can hold one and they still share it."""
    rows = {row["problem"]: row for row in result["rows"]}
    still = queries.places_of(opened.meeting) if opened.state == "closed" else {}
    found = []
    for tied in shared_places({pk: row["rank"] for pk, row in rows.items()}):
        if still and len({tuple(still.get(pk, ())) for pk in tied}) != 1:
            continue  # parted meanwhile
        words = _("%(n)s problems share place %(place)s: %(names)s.") % {
            "n": len(tied),
            "place": queries.ranked(rows[tied[0]]["rank"]),
            "names": "; ".join(rows[pk]["text"] for pk in tied),
        }
        asked = urlencode([*(("masalah", pk) for pk in tied), ("cara", BY_DELIBERATION)])
        found.append((words, f"{opened.meeting.get_absolute_url()}prioritas/catat/?{asked}"))
    return found


def _ranked(meeting: Any, result: dict[str, Any]) -> list[Ranked]:
    rows = result["rows"]
    most = max((Fraction(row["high"]) for row in rows), default=Fraction(0))
    return [
        Ranked(
            url=f"/rapat/{meeting}/masalah/{row['problem']}/",
            place=queries.ranked(row["rank"]),
            text=row["text"],
            total=queries.figure(row["total"]),
            mean=queries.figure(row["mean"]),
            spread=_between(queries.figure(row["low"]), queries.figure(row["high"])),
            criteria=[
                *(f"{key} {queries.figure(value)}" for key, value in row["measured"].items()),
                *(f"{key} {_between(*values)}" for key, values in row["criteria"].items()),
            ],
            bar=_length(Fraction(row["mean"]), most),
            low=_length(Fraction(row["low"]), most),
            range=_length(Fraction(row["high"]) - Fraction(row["low"]), most),
        )
        for row in rows
    ]


def _between(low: Any, high: Any) -> str:
    return str(low) if low == high else f"{low}–{high}"


def _length(value: Fraction, most: Fraction) -> str:
    if not most:
        return "0%"
    part = value / most
    return share(part.numerator, part.denominator)


def _finding(result: dict[str, Any]) -> str:
    """The title states what comes first, and a tie as a tie."""
    first = [row["text"] for row in result["rows"] if row["rank"][0] == 1]
    if not result["counted"]:
        return _("Nobody has finished rating yet")
    if len(first) == 1:
        return _("First: %(problem)s") % {"problem": first[0]}
    return ngettext(
        "%(n)d problem shares the first place", "%(n)d problems share the first place", len(first)
    ) % {"n": len(first)}


def round_begun(asked: QueryDict) -> dict[str, Any]:
    """With what the form of a round begins: the problems (`masalah`) and the method (`cara`) that the address names."""
    chosen = [pk for each in asked.getlist("masalah")[:MOST_NAMED] if (pk := parse_id(each))]
    start: dict[str, Any] = {"problems": chosen} if chosen else {}
    return start | ({"method": asked["cara"]} if asked.get("cara") else {})


def closing_words(result: dict[str, Any]) -> str:
    counted = ngettext(
        "%(n)d rater has finished and is counted.",
        "%(n)d raters have finished and are counted.",
        len(result["counted"]),
    ) % {"n": len(result["counted"])}
    shared = shared_places({row["problem"]: row["rank"] for row in result["rows"]})
    if shared and result["counted"]:
        counted += " " + _(
            "Some problems share a place. Close the round all the same? Then let the session decide about them: by "
            "deliberation, or by a round with another method."
        )
    if not result["unfinished"]:
        return counted
    names = ", ".join(result["unfinished"])
    return f"{counted} " + _("Not finished, and not counted: %(names)s.") % {"names": names}


def scores_page(rater: Rater, form: ScoresForm) -> dict[str, Any]:
    opened = rater.round
    return {
        "form": form,
        "round": opened,
        "rule": opened.rule,
        "rater": rater,
        "stopped": stopped_words(opened.meeting),
        "closed": opened.state != "open" or opened.meeting.state != "open",
    }


def _handed_to(request: HttpRequest, each: queries.Rating, opened: PriorityRound) -> dict[str, Any]:
    """The link of one rater as it is handed on: its message, and the square to photograph."""
    link = Link.objects.select_related("forum__region").get(pk=each.link)
    participant = each.rater.participant
    person = participant.person if participant else None
    phone = (participant.phone if participant else "") or (person.phone if person else "")
    knows = can(request.user, "contact.see", opened.meeting.forum)
    address = whole(request)(f"/nilai/{each.token}/")
    text = _(
        "Dear %(name)s, please rate the problems of %(meeting)s here: %(address)s (no account needed, do not pass it "
        "on)"
    ) % {"name": each.rater.name, "meeting": opened.meeting, "address": address}
    return handed_on(link, address, text, phone if knows else "")


def ratings_page(request: HttpRequest, opened: PriorityRound) -> dict[str, Any]:
    """Each rater with the address of his link; the one asked for (`penilai`) as it is handed out, with its square."""
    meeting = opened.meeting
    found = queries.raters_of(opened, clock.now())
    wanted = request.GET.get("penilai", "")
    chosen = next((r for r in found if r.token and str(r.rater.pk) == wanted), None)
    return {
        **under(meeting, _("Links of the raters")),
        "meeting": meeting,
        "round": opened,
        "here": opened.get_absolute_url(),
        "rows": [
            (each, whole(request)(f"/nilai/{each.token}/") if each.token else "") for each in found
        ],
        "chosen": chosen.rater if chosen else None,
        "given": _handed_to(request, chosen, opened) if chosen else {},
        "missing": sum(not each.token for each in found),
        "open": opened.state == "open" and meeting.state == "open",
    }
