"""The way of one promise, from the session that made it to the one that closed it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Model, Q, UUIDField

from mufakat.commitments.models import Check, Commitment, DateRequest, Evidence, Update, Verdict
from mufakat.core.asked import AskedThings

GOES_ON = ("continued", "changed")
LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Moment:
    """One point of a promise's way: made (with its first wording and date), reported on, looked at, or judged; or its
    owner asked for a new date."""

    on: date
    update: Update | None = None
    verdict: Verdict | None = None
    check: Check | None = None
    asked: DateRequest | None = None
    due_on: date | None = None
    what: str = ""


@dataclass(frozen=True)
class Way:
    """All that happened to a promise, each kind in its order, and together as moments."""

    moments: list[Moment]
    updates: list[Update]
    checks: list[Check]
    requests: list[DateRequest]
    evidence: list[Evidence]

    @property
    def taken_back(self) -> set[Any]:
        """The reports of "done" that a check found not adequate."""
        return {check.update_id for check in self.checks if not check.adequate}

    @property
    def let_go_on(self) -> datetime:
        """When a session last said that the promise goes on, as it was or changed; long ago if none did."""
        given = (moment.verdict for moment in self.moments if moment.verdict)
        return max((v.given_at for v in given if v.verdict in GOES_ON), default=LONG_AGO)


def _of_promise[T: Model](model: type[T], *with_: str) -> AskedThings[T]:
    return AskedThings(model, lambda pk: Q(commitment=pk), *with_, pk=UUIDField())


_VERDICTS, _UPDATES = _of_promise(Verdict), _of_promise(Update)
_CHECKS, _REQUESTS = _of_promise(Check, "person"), _of_promise(DateRequest)
_EVIDENCE = _of_promise(Evidence)


def timeline_of(commitment: Commitment) -> Way:
    """In order of time; on one day what came between the sessions comes before the verdict."""
    zone = ZoneInfo(commitment.region.timezone)
    pk = commitment.pk
    verdicts, updates = _VERDICTS(pk=pk), _UPDATES(pk=pk)[::-1]  # these come newest first
    checks, requests = _CHECKS(pk=pk), _REQUESTS(pk=pk)
    moments = [(1, update.at, Moment(_day(update.at, zone), update=update)) for update in updates]
    moments += [(1, check.at, Moment(_day(check.at, zone), check=check)) for check in checks]
    moments += [(1, asked.at, Moment(_day(asked.at, zone), asked=asked)) for asked in requests]
    moments += [(2, v.session_at, Moment(v.session_on, verdict=v)) for v in verdicts]
    moments.sort(key=lambda each: (each[2].on, *each[:2]))
    in_order = [moment for _order, _at, moment in moments]
    before = [moment for moment in in_order if moment.on < commitment.made_on]
    way = [*before, _made(commitment, verdicts), *in_order[len(before) :]]
    return Way(way, updates, checks, requests, _EVIDENCE(pk=pk))


def _made(commitment: Commitment, verdicts: list[Verdict]) -> Moment:
    """With the first wording and date, which verdicts may have changed."""
    if verdicts:
        first = verdicts[0]
        return Moment(commitment.made_on, due_on=first.due_before, what=first.what_before)
    return Moment(commitment.made_on, due_on=commitment.due_on, what=commitment.what)


def _day(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()
