"""Assessments in the news of the day: who hears what, in words. One part for each body that somebody answers for."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _, ngettext

from mufakat.core.dates import long_date, month_in_words, short_date
from mufakat.delivery.jobs import News
from mufakat.delivery.rules import Recipient, Span
from mufakat.directory.models import Assignment, Facility, Office, Organisation
from mufakat.indicators.models import Assessment
from mufakat.indicators.queries import reminders
from mufakat.indicators.queries.hands import hands_of, judges_of

MOST = 8  # lines of one kind; the rest is counted
SHORT = 200  # characters of a reason

Told = dict[
    tuple[Recipient, Organisation], dict[str, list[str]]
]  # who, of which body → kind → lines


def news_of(where: Q, span: Span, address: str = "") -> list[News]:
    """The news about the assessments of bodies (`where`, a condition on what belongs to an organisation): to who fills
    in for them, and to who is to verify or accept what was sent. `address`: of this office, where it has one."""
    told: Told = defaultdict(lambda: defaultdict(list))
    facts = [*_owed(where, span), *_called_off(where, span), *_answered(where, span)]
    hands = hands_of({body.pk: body for body, _kind, _line in facts}.values(), span.day)
    for body, kind, line in facts:
        if hand := hands.get(body.pk):
            told[hand, body][kind].append(line)
    for what in reminders.WAITS:
        _tell_judges(told, where, span, what)
    return _messages(told, span.day, address)


def _owed(where: Q, span: Span) -> Iterator[tuple[Organisation, str, str]]:
    for owed, word in reminders.owed_today(where, span):
        call = owed.call
        words = {
            "what": f"{call.instrument}, {month_in_words(call.month)}",
            "due": short_date(call.due_on),
            "closes": short_date(call.closes_on),
        }
        if word == "late":
            late = (span.day - call.due_on).days
            line = ngettext(
                "%(what)s: %(n)d day late (it was due %(due)s), closed after %(closes)s",
                "%(what)s: %(n)d days late (it was due %(due)s), closed after %(closes)s",
                late,
            ) % (words | {"n": late})
        else:
            line = _("%(what)s: due %(due)s") % words
        yield owed.organisation, word, line


def _called_off(where: Q, span: Span) -> Iterator[tuple[Organisation, str, str]]:
    for owed in reminders.called_off(where, span):
        call = owed.call
        words = {
            "what": f"{call.instrument}, {month_in_words(call.month)}",
            "reason": _short(call.withdrawn_reason),
        }
        line = _("%(what)s: %(reason)s. What was begun may go on without a date.") % words
        yield owed.organisation, "withdrawn", line


def _answered(where: Q, span: Span) -> Iterator[tuple[Organisation, str, str]]:
    """What came back: with its reason, or accepted."""
    for each in reminders.sent_back(where, span):
        yield each.organisation, "returned", f"{_named(each)}: {_short(each.returned_reason)}"
    for each in reminders.accepted(where, span):
        words = {"what": _named(each), "met": each.met, "of": each.applicable}
        yield each.organisation, "accepted", _("%(what)s: %(met)s of %(of)s met") % words


def _tell_judges(told: Told, where: Q, span: Span, what: str) -> None:
    """Each in charge hears of all that waits for him, once anything of it is news."""
    waiting = reminders.waiting(where, what)
    judges = judges_of(waiting, what, span.day) if waiting else {}
    mine: dict[Any, list[Assessment]] = {}
    seats: dict[Any, Assignment] = {}
    for each in waiting:
        for person, seat in judges.get(each.pk, {}).items():
            mine.setdefault(person, []).append(each)
            seats.setdefault(person, seat)
    bodies = _offices(seats, span.day)
    for person, listed in mine.items():
        if any(reminders.is_news_of_waiting(each, what, span) for each in listed):
            about = bodies.get(person.pk) or listed[0].organisation
            lines = [f"{each.organisation}: {_named(each)}" for each in listed]
            told[Recipient(person), about][what] += lines


def _offices(seats: dict[Any, Assignment], on: date) -> dict[Any, Organisation]:
    """Under which body's name each person (by id) hears of what waits for him: where he holds an office, else the
    Dinkes of the district that he looks after."""
    paths = [seat.node_path for seat in seats.values()]
    dinkes = Facility.objects.on(on).filter(kind="dinkes_kabkota", region_path__in=paths)
    there = {body.region_path: body for body in dinkes.select_related("region")}
    found: dict[Any, Organisation] = {
        person.pk: there[seat.node_path]
        for person, seat in seats.items()
        if seat.node_path in there
    }
    held = Office.objects.on(on).filter(person__in=list(seats)).order_by("-valid_from", "-pk")
    held = held.select_related("organisation__region")
    return found | {office.person_id: office.organisation for office in held}


def _named(each: Assessment) -> str:
    return f"{each.instrument}, {month_in_words(each.month)}"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= SHORT else f"{plain[: SHORT - 1]}…"


def _messages(told: Told, day: date, address: str) -> list[News]:
    found: dict[Recipient, News] = {}
    for (hand, body), kinds in sorted(told.items(), key=lambda row: str(row[0][1])):
        if hand not in found:
            found[hand] = _message(hand, body, day)
        found[hand].parts.append((body, _part(body, kinds, address)))
    return list(found.values())


def _message(hand: Recipient, body: Organisation, day: date) -> News:
    """Whoever hears of promises on this day finds it in that message."""
    return News(
        key=f"digest:{hand.key}:{day.isoformat()}",
        name=hand.name,
        subject=_("Your assessments, %(day)s") % {"day": short_date(day)},
        opening=_("To %(name)s: your assessments on %(day)s.")
        % {"name": hand.name, "day": long_date(day)},
        closing=_("Sent at most once a day by the secretariat, through Mufakat."),
        zone=body.region.timezone,
        person=hand.person,
        organisation=hand.organisation,
    )


def _part(body: Organisation, kinds: dict[str, list[str]], address: str) -> str:
    headings = {
        "returned": _("Sent back, to be mended"),
        "late": _("Assessment late"),
        "due": _("Assessment due soon"),
        "opened": _("Assessment to be filled in"),
        "withdrawn": _("Owed no more, the call was withdrawn"),
        "verify": _("Waits for you to verify it"),
        "accept": _("Waits for you to accept it"),
        "accepted": _("Accepted"),
    }
    blocks = [_("*Assessments: %(body)s*") % {"body": body}]
    for kind, heading in headings.items():
        if lines := kinds.get(kind):
            blocks.append("\n".join([f"{heading}:", *_listed(lines)]))
    if address:
        blocks.append(_("Open: %(url)s") % {"url": f"{address}/penilaian/"})
    return "\n".join(blocks)


def _listed(lines: Collection[str]) -> list[str]:
    shown = [f"- {line}" for line in list(lines)[:MOST]]
    if (more := len(lines) - MOST) > 0:
        shown.append("- " + ngettext("and %(n)d more", "and %(n)d more", more) % {"n": more})
    return shown
