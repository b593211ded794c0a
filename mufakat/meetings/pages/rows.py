"""The lines of a session's page, as they are printed: from the tables while the session runs, and from the frozen
minutes once they are ratified, so that neither page nor paper changes with a name that changes later."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from mufakat.commitments.queries import funding_title
from mufakat.core.dates import at, short_date
from mufakat.core.numbers import rupiah
from mufakat.directory.queries import sector_title
from mufakat.meetings import queries, rules
from mufakat.meetings.models import Participant

Frozen = dict[str, Any]


class CardRow(NamedTuple):
    """A promise on the report card. `verdict` is empty while it waits for one."""

    url: str
    what: str
    agreed: str
    report: str
    owner: str
    due: str
    days_late: int
    verdict: str = ""
    until: str = ""
    new_what: str = ""
    reason: str = ""
    give_url: str = ""
    done: bool = False
    withdraw_url: str = ""
    wish: str = ""  # what the owner says who asks for a new date
    wish_day: str = ""
    wish_url: str = ""
    proof: str = ""  # what was asked for and has not been sent: one tap says that it was shown
    above: str = ""  # where it stands with the forum above
    high: bool = False  # of high priority


class MadeRow(NamedTuple):
    """A promise made in this session."""

    url: str
    what: str
    owner: str
    where: str
    due: str
    amount: str
    funding: str
    proof: str
    late: bool = False
    change_url: str = ""
    withdraw_url: str = ""
    high: bool = False


class Said(NamedTuple):
    """A note or a decision."""

    kind: str
    text: str
    told: str
    change_url: str = ""
    promise_url: str = ""
    promises: int = 0


class Group(NamedTuple):
    """Those of one sector on the list of a session."""

    code: str
    title: str
    people: list[Participant]
    filled: frozenset[Any] = frozenset()  # seats in which another sits, by the id

    @property
    def invited(self) -> int:
        return sum(p.invited for p in self.people)

    @property
    def present(self) -> int:
        return sum(p.present for p in self.people)

    @property
    def met(self) -> rules.Turnout:
        return rules.turnout_of(
            rules.Seat(p.invited, p.present, p.pk in self.filled, p.stands_for is not None)
            for p in self.people
        )

    @property
    def told(self) -> str:
        return turnout_words(self.met)


def by_sector(listed: Iterable[Participant]) -> list[Group]:
    """The list of a session as one looks for a name in it: sectors by their title, names by the alphabet."""
    found: dict[str, list[Participant]] = {}
    everybody = list(listed)
    for participant in everybody:
        found.setdefault(participant.sector, []).append(participant)
    seats = frozenset(p.stands_for for p in everybody if p.present and p.stands_for)
    groups = [
        Group(
            code,
            sector_title(code),
            sorted(people, key=lambda p: rules.sorting_name(p.name)),
            seats,
        )
        for code, people in found.items()
    ]
    return sorted(groups, key=lambda group: group.title.casefold())


class Sector(NamedTuple):
    """How many of a sector were invited, and how many heads came; of `rules.Turnout` what is not known of ratified
    minutes."""

    title: str
    invited: int
    present: int
    came: int = 0
    uninvited: int = 0
    sent: int = 0


def card_row(line: queries.Line, zone: str, here: str) -> CardRow:
    promise, verdict, update = line.commitment, line.verdict, line.update
    row = CardRow(
        url=promise.url,
        what=line.what,
        agreed=short_date(promise.made_on),
        report=_report(update.at, update.text, zone) if update else "",
        done=bool(update and update.says_done),
        owner=promise.owner,
        due=short_date(line.due_on),
        days_late=line.days_late,
        give_url=f"{here}putusan/{promise.id}/beri/",
        proof="" if line.shown else promise.proof_asked,
        high=promise.priority == "high",
    )
    if verdict is None and line.wish:
        day = line.wish.wanted_on
        url = f"{row.give_url}?putusan=continued&sampai={day.isoformat()}"
        return row._replace(wish=line.wish.reason, wish_day=short_date(day), wish_url=url)
    if verdict is None:
        return row
    return row._replace(
        withdraw_url=f"{here}putusan/{verdict.id}/tarik/",
        **_judged(
            verdict.verdict, verdict.due_after, line.what, verdict.what_after, verdict.reason
        ),
    )


def frozen_card_row(line: Frozen, zone: str) -> CardRow:
    row = CardRow(
        url=f"/komitmen/{line['id']}/",
        what=line["what"],
        agreed=_day(line.get("made_on", "")),
        report=_report(instant(line.get("reported_at", "")), line["last_report"], zone),
        done=line.get("reported_done", False),
        owner=line["owner"],
        due=_day(line["due_on"]),
        days_late=line["days_late"],
        above=line.get("above", ""),
        high=line.get("priority") == "high",
    )
    if line["verdict"] == "waiting":
        return row
    until = date.fromisoformat(line["new_due_on"])
    return row._replace(
        **_judged(line["verdict"], until, line["what"], line["new_what"], line["reason"])
    )


def _judged(verdict: str, until: date, what: str, new_what: str, reason: str) -> dict[str, Any]:
    goes_on = verdict in ("continued", "changed")
    return {
        "verdict": verdict,
        "until": short_date(until) if goes_on else "",
        "new_what": new_what if verdict == "changed" and new_what != what else "",
        "reason": reason,
    }


def made_row(made: queries.Made, here: str) -> MadeRow:
    promise = made.commitment
    return MadeRow(
        url=promise.url,
        what=made.what,
        owner=promise.owner,
        where=promise.where,
        due=short_date(made.due_on),
        amount=rupiah(promise.amount_idr),
        funding=funding_title(promise.funding_source) if promise.funding_source else "",
        proof=promise.proof_asked,
        late=made.late_at is not None,
        change_url=f"{here}komitmen/{promise.id}/ubah/",
        withdraw_url=f"{here}komitmen/{promise.id}/tarik/",
        high=promise.priority == "high",
    )


def frozen_made_row(promise: Frozen) -> MadeRow:
    return MadeRow(
        url=f"/komitmen/{promise['id']}/",
        what=promise["what"],
        owner=promise["owner"],
        where=promise["region"],
        due=_day(promise["due_on"]),
        amount=rupiah(promise["amount_idr"]),
        funding=promise["funding"],
        proof=promise["proof_asked"],
        high=promise.get("priority") == "high",
    )


def said(entry: queries.Entry, zone: str, here: str) -> Said:
    part = "catatan" if entry.kind == "note" else "keputusan"
    told = f"{entry.by_name} · {at(entry.at, zone)}"
    promise = f"{here}komitmen/catat/?keputusan={entry.id}" if entry.kind == "decision" else ""
    return Said(
        entry.kind, entry.text, told, f"{here}{part}/{entry.id}/ubah/", promise, entry.promises
    )


def frozen_said(step: Frozen, zone: str) -> list[Said]:
    """Notes and decisions of a step in the order in which they were written."""
    rows = [("note", note) for note in step["notes"]]
    rows += [
        ("decision", {"text": each} if isinstance(each, str) else each)
        for each in step["decisions"]
    ]
    rows.sort(key=lambda row: row[1].get("at", ""))
    return [Said(kind, row["text"], _told(row, zone)) for kind, row in rows]


def _told(row: Frozen, zone: str) -> str:
    when = instant(row.get("at", ""))
    return " · ".join(x for x in (row.get("by", ""), at(when, zone) if when else "") if x)


def sectors(figures: Iterable[tuple[str, int, int, int, int, int]]) -> list[Sector]:
    return [Sector(sector_title(code), *counted) for code, *counted in figures]


def turnout_words(met: rules.Turnout) -> str:
    """As the minutes say it."""
    told = [_("%(came)s of %(invited)s invited came") % met._asdict()] if met.invited else []
    if met.sent:
        told[0] += " " + _("(%(sent)s by another)") % met._asdict()
    if met.uninvited:
        told.append(_("%(uninvited)s came uninvited") % met._asdict())
    return "; ".join(told)


def frozen_turnout(snapshot: Frozen) -> rules.Turnout:
    """As the minutes were printed: those of forms before 4 do not know whose seat a guest filled."""
    return rules.turnout_of(
        rules.Seat(*(bool(p.get(name)) for name in rules.Seat._fields))
        for p in snapshot["participants"]
    )


def frozen_sectors(snapshot: Frozen) -> list[Sector]:
    return [
        Sector(sector_title(s["code"]) if "code" in s else s["sector"], s["invited"], s["present"])
        for s in snapshot["sectors"]
    ]


def _report(when: datetime | None, text: str, zone: str) -> str:
    return f"{short_date(when, zone)}: {text}" if when else text


def _day(text: str) -> str:
    return short_date(date.fromisoformat(text)) if text else ""


def instant(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
