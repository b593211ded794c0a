"""What no rule and no right lets pass is kept as an `Entry` for a person to decide, and its device is told so."""

from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from django.urls import Resolver404, ResolverMatch, resolve

from mufakat.core import clock
from mufakat.directory.models import User
from mufakat.journal.actions import AlreadyDone, NotYours, act

from . import actions, queries, rules
from .models import Device, Entry, Outcome
from .rules import Sent


class Receipt(NamedTuple):
    """What became of one act: `done`, `already`, `merged`, `conflict`, `refused`, `parked`; or `error`, which is none:
    the device keeps the entry."""

    act: UUID
    outcome: str
    said: str = ""
    url: str = ""


class Keeper:
    """Keeps one act that could not be done, and says so."""

    def __init__(
        self, user: User, sent: Sent, device: Device | None, skew: timedelta, via: str
    ) -> None:
        self.user, self.sent, self.device, self.skew, self.via = user, sent, device, skew, via
        self.by: User | None = user

    def parked(self, match: ResolverMatch | None, said: str) -> Receipt:
        return self.keep(match, Outcome.PARKED, said)

    def doubted(self, said: str, brought_by: User | None) -> Receipt:
        """Under the name of who brought it, never of who is said to have written it; unless he has sent it himself."""
        before = queries.done_before(self.sent.act, self.user)
        if before is not None:
            return Receipt(self.sent.act, "already", "", before.answer)
        if kept := queries.kept_of(self.user, [self.sent]):
            return told(kept[self.sent.key])
        self.by, bringer = brought_by, str(brought_by or "Mufakat")
        return self.keep(
            match_of(self.sent.path), Outcome.PARKED, said, is_other=True, brought_by=bringer
        )

    def is_too_late(self, match: ResolverMatch) -> bool:
        return queries.is_over(meeting_id(match))

    def keep(
        self,
        match: ResolverMatch | None,
        outcome: str,
        said: str,
        *,
        is_other: bool = False,
        **more: Any,
    ) -> Receipt:
        """What was done before its answer was lost is done, whatever stands against it by now; unless it is known to
        say something else (`is_other`)."""
        before = None if is_other else queries.done_before(self.sent.act, self.user)
        if before is not None:
            return Receipt(self.sent.act, "already", "", before.answer)
        claimed = rules.claimed_in(self.sent.values("made_at"))
        made_at = claimed if claimed and clock.may_be_claimed(claimed) else None
        key = self.sent.doubted if more.get("brought_by") else self.sent.key
        try:
            with act(uuid5(key, "keep"), by=self.by, via=self.via, made_at=made_at) as open_act:
                entry = actions.keep_entry(
                    open_act,
                    self.sent,
                    user=self.user,
                    device=self.device,
                    meeting_id=meeting_id(match),
                    match=match,
                    outcome=outcome,
                    said=said,
                    skew=self.skew,
                    **more,
                )
                open_act.answer = entry.get_absolute_url()
        except (AlreadyDone, NotYours):  # it came twice
            entry = Entry.objects.get(pk=key)
        return told(entry)


def match_of(path: str) -> ResolverMatch | None:
    """The view of an address; nothing where this version knows no such address."""
    try:
        return resolve(path)
    except Resolver404:
        return None


def meeting_id(match: ResolverMatch | None) -> UUID | None:
    """The session of which an address speaks."""
    pk = match.kwargs.get("pk") if match else None
    return pk if match and isinstance(pk, UUID) and match.route.startswith("rapat/") else None


def told(entry: Entry) -> Receipt:
    """The receipt of what is kept, however often it comes."""
    return Receipt(entry.act_id, entry.outcome, entry.said, entry.get_absolute_url())
