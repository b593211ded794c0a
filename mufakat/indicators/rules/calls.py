"""When something can be assessed, and by whom it is owed. Pure."""

from collections.abc import Collection
from datetime import date
from typing import NoReturn

from django.utils.translation import gettext_lazy as _

from mufakat.core.dates import short_date
from mufakat.core.errors import RuleBroken

from .months import first_day, month_in, month_of

# Level of an instrument → kind of facility that answers it; of the others any organisation.
KINDS = {
    "coe": "puskesmas",
    "puskesmas": "puskesmas",
    "pustu": "pustu",
    "posyandu": "posyandu",
    "kabkota": "dinkes_kabkota",
    "rumah_sakit": "rumah_sakit",
}


def month_is_one(month: str) -> None:
    if not month_in(month):
        raise RuleBroken("month.none", _("Choose a month."), "month")


def month_has_begun(month: str, today: date) -> None:
    month_is_one(month)
    if month > month_of(today):
        raise RuleBroken(
            "month.future",
            _("This month has not begun. It can be assessed from %(day)s.")
            % {"day": short_date(first_day(month))},
            "month",
        )


def days_in_order(opens_on: date, due_on: date, closes_on: date) -> None:
    if due_on < opens_on:
        raise RuleBroken("call.due", _("It cannot be due before it can be answered."), "due_on")
    if closes_on < due_on:
        raise RuleBroken("call.closes", _("It cannot be closed before it is due."), "closes_on")


def can_be_answered(due_on: date, closes_on: date, today: date, confirmed: bool) -> None:
    """Nobody is asked what nobody can answer any more; who is late at once is asked on purpose only."""
    if closes_on < today:
        raise RuleBroken(
            "call.over",
            _("Its last day, %(day)s, is past: nobody could answer. Choose a day from today on.")
            % {"day": short_date(closes_on)},
            "closes_on",
        )
    if due_on < today and not confirmed:
        raise RuleBroken(
            "call.late_at_once",
            _(
                "It would be due on %(day)s, which is past: everybody is late at once. Choose a later day, or tick "
                "“Call all the same” and send again."
            )
            % {"day": short_date(due_on)},
            "due_confirmed",
        )


def opens_after_month_begins(month: str, opens_on: date) -> None:
    if opens_on < first_day(month):
        raise RuleBroken(
            "call.opens",
            _("A month is assessed from its first day on (%(day)s).")
            % {"day": short_date(first_day(month))},
            "opens_on",
        )


def has_version(found: bool) -> None:
    if not found:
        raise RuleBroken(
            "instrument.no_version",
            _("No version of this instrument was in force then. Choose another month."),
            "month",
        )


def has_opened(title: str, opens_on: date, today: date) -> None:
    if today < opens_on:
        raise RuleBroken(
            "call.not_open",
            _("“%(title)s” can be answered from %(day)s.")
            % {"title": title, "day": short_date(opens_on)},
        )


def is_of_level(kind: str, level: str, words: str) -> None:
    """The body is one of those that answer this instrument; `words` is how the level reads."""
    wanted = KINDS.get(level)
    if wanted is not None and kind != wanted:
        raise RuleBroken(
            "network.kind",
            _("This instrument is answered by: %(level)s. The body chosen is none.")
            % {"level": words},
            "organisation",
        )


def is_in_place(path: str, places: Collection[str], region: str, on: date) -> None:
    """`path`: where the body lay on the day; `places`: all names of the region of the call."""
    if not path.startswith(tuple(places)):
        raise RuleBroken(
            "network.elsewhere",
            _(
                "On %(day)s it lay outside %(region)s, for which this call is. Whoever called for it can excuse it "
                "there; then it is assessed without this call."
            )
            % {"region": region, "day": short_date(on)},
            "organisation",
        )


def is_there(valid: bool, name: str, on: date) -> None:
    if not valid:
        raise RuleBroken(
            "network.ended",
            _("%(name)s was not in the network on %(day)s.")
            % {"name": name, "day": short_date(on)},
            "organisation",
        )


def is_unit(found: bool, name: str, on: date) -> None:
    """A composite instrument is answered by centres of excellence alone."""
    if not found:
        raise RuleBroken(
            "network.no_unit",
            _(
                "%(name)s was no centre of excellence on %(day)s. "
                "Its programme names the Puskesmas and the Pustu first."
            )
            % {"name": name, "day": short_date(on)},
            "organisation",
        )


def is_lokus(found: bool, name: str, programme: str, on: date) -> None:
    if not found:
        raise RuleBroken(
            "network.no_lokus",
            _("%(name)s was no lokus of %(programme)s on %(day)s.")
            % {"name": name, "programme": programme, "day": short_date(on)},
            "organisation",
        )


def owes_once(owes: bool, name: str, elsewhere: str = "") -> None:
    """`elsewhere`: the title of another call in which it owes this very month."""
    if owes:
        raise RuleBroken(
            "obligation.twice",
            _("%(name)s is on the list already.") % {"name": name},
            "organisation",
        )
    if elsewhere:
        raise RuleBroken(
            "obligation.elsewhere",
            _("%(name)s owes it already in “%(title)s”: nobody is asked twice for one month.")
            % {"name": name, "title": elsewhere},
            "organisation",
        )


def called_once(title: str, region: str, due_on: date) -> NoReturn:
    """A month of an instrument is called for once in a place: a call stands there, or in one inside or around it."""
    raise RuleBroken(
        "call.twice",
        _("“%(title)s” (%(region)s, due %(day)s) calls for this already. Go on with that one.")
        % {"title": title, "region": region, "day": short_date(due_on)},
    )


def call_stands(withdrawn: bool) -> None:
    if withdrawn:
        raise RuleBroken("call.withdrawn", _("This call was withdrawn."))


def withdrawing_says_why(reason: str) -> None:
    if not reason.strip():
        raise RuleBroken("call.no_reason", _("Say why the call is withdrawn."), "reason")


def somebody_joins(n: int, strangers: int) -> None:
    """`n` bodies are to be added; so many others that were chosen are neither on the list nor in the network."""
    if strangers:
        raise RuleBroken(
            "network.outside", _("One of these is not in the network of this call."), "bodies"
        )
    if not n:
        raise RuleBroken(
            "obligation.nobody",
            _("Everybody who is to be added is on the list by now."),
            "bodies",
        )


def answered_once(state: str, words: str, by: str) -> None:
    """One assessment of a body, an instrument and a month. Of the one that stands its `state`, also in words; what can
    be done with it follows from that."""
    if not state:
        return
    then = {
        "draft": _("Go on with that one."),
        "returned": _("Mend that one and send it again."),
        "submitted": _(
            "A second person verifies it. If something in it is wrong, ask that person to send it back."
        ),
        "verified": _(
            "It waits to be accepted. If something in it is wrong, ask the health office to send it back."
        ),
        "final": _(
            "It counts and is not changed any more. If something in it is wrong, the health office that accepts "
            "assessments here can withdraw it on its page, with a reason; then a new one can be begun."
        ),
    }[state]
    raise RuleBroken(
        "assessment.twice",
        _("It has an assessment of this month already (%(state)s, begun by %(by)s). %(then)s")
        % {"state": words, "by": by, "then": then},
    )


def excused_once(reason: str, excused: bool) -> None:
    if excused:
        raise RuleBroken("obligation.excused", _("It is excused already."))
    if not reason.strip():
        raise RuleBroken("obligation.no_reason", _("Say why it owes nothing."), "reason")


def is_excused(excused: bool) -> None:
    if not excused:
        raise RuleBroken("obligation.not_excused", _("It is not excused."))
