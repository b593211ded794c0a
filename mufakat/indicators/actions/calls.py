"""Call for assessments: what is asked, where, until when, and who owes it; take a call back."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db import IntegrityError, transaction

from mufakat.core import clock
from mufakat.core.dates import day_of
from mufakat.directory.models import Organisation, Region
from mufakat.indicators.models import Call, Instrument, Obligation, State
from mufakat.indicators.queries import network
from mufakat.indicators.queries.assessments import call_of, month_written
from mufakat.indicators.queries.calls import standing_call
from mufakat.indicators.queries.network import Owing
from mufakat.indicators.queries.places import lay_where
from mufakat.indicators.queries.versions import version_on
from mufakat.indicators.rules import calls
from mufakat.indicators.rules.months import as_of, last_day
from mufakat.journal.actions import OpenAct
from mufakat.programmes.models import Programme


def record_call(
    act: OpenAct,
    *,
    instrument: Instrument,
    region: Region,
    month: str,
    opens_on: date,
    due_on: date,
    closes_on: date,
    title: str = "",
    programme: Programme | None = None,
    due_confirmed: bool = False,
) -> Call:
    """Everybody who owes the assessment is written down at once, as the network is on the last day of the month (today,
    if that is earlier). `due_confirmed`: it is meant that it is due on a day that is past."""
    calls.month_is_one(month)
    calls.days_in_order(opens_on, due_on, closes_on)
    calls.can_be_answered(due_on, closes_on, day_of(act.at, region.timezone), due_confirmed)
    calls.opens_after_month_begins(month, opens_on)
    calls.has_version(version_on(instrument, last_day(month)) is not None)
    Instrument.objects.select_for_update(no_key=True).values_list("pk").get(pk=instrument.pk)
    if there := standing_call(instrument, region, month, programme):
        calls.called_once(there.title, str(there.region), there.due_on)
    call = Call.objects.create(
        id=act.new_key(),
        instrument=instrument,
        programme=programme,
        region=region,
        region_path=region.path,
        title=title.strip() or f"{instrument}, {month_written(month)}",
        month=month,
        opens_on=opens_on,
        due_on=due_on,
        closes_on=closes_on,
    )
    on = as_of(month, clock.today())
    owing = network.owing_in(call, on)
    _write(call, owing, on)
    words = {"title": call.title, "due_on": due_on, "closes_on": closes_on, "n": len(owing)}
    act.note("call.recorded", call, about=[region], **words)
    return call


def _write(call: Call, owing: Sequence[Owing], on: date) -> list[Obligation]:
    """Each where its body lay on the day, also if it has moved since: there its answer counts."""
    lay = lay_where((each.organisation for each in owing), call.region_path, on)
    rows = [
        Obligation(
            call=call,
            organisation_id=each.organisation.pk,
            unit=each.unit,
            region_path=lay[each.organisation.pk],
        )
        for each in owing
    ]
    return Obligation.objects.bulk_create(rows, 500)


def change_call(
    act: OpenAct,
    call: Call,
    *,
    base: int | None,
    title: str,
    opens_on: date,
    due_on: date,
    closes_on: date,
) -> Call:
    """Its words and days: a closing day that is moved opens what was closed."""
    calls.call_stands(_locked(call).withdrawn_at is not None)
    calls.days_in_order(opens_on, due_on, closes_on)
    calls.opens_after_month_begins(call.month, opens_on)
    try:
        with transaction.atomic():
            act.change(
                call,
                "call.changed",
                base=base,
                about=[call.region],
                told={"title": title.strip(), "due_on": due_on, "closes_on": closes_on},
                title=title.strip(),
                opens_on=opens_on,
                due_on=due_on,
                closes_on=closes_on,
            )
    except IntegrityError:  # days that another moved meanwhile, merged with these
        calls.days_in_order(call.opens_on, call.due_on, call.closes_on)
        raise
    return call


def withdraw_call(act: OpenAct, call: Call, *, reason: str) -> Call:
    """Called for by mistake: nobody owes anything for it any more; its list stays, to be told of. Assessments that were
    begun go on as voluntary ones, without its days."""
    calls.call_stands(_locked(call).withdrawn_at is not None)
    calls.withdrawing_says_why(reason)
    owed = Obligation.objects.filter(call=call, excused_reason="")
    begun = list(call.assessments.exclude(state=State.WITHDRAWN))
    act.change(
        call,
        "call.withdrawn",
        base=None,
        about=[call.region, *begun],
        told={"title": call.title, "reason": reason.strip(), "n": owed.count()},
        withdrawn_at=act.at,
        withdrawn_by=act.by_name,
        withdrawn_reason=reason.strip(),
    )
    return call


def _locked(call: Call) -> Call:
    """As it stands now, kept so until this act ends."""
    return Call.objects.select_for_update(no_key=True, of=("self",)).get(pk=call.pk)


def record_obligation(act: OpenAct, call: Call, *, organisation: Organisation) -> Obligation:
    """One more body owes an assessment: one that came to the network since, or a team that nobody knows by itself. Who
    was excused in another call may be asked here."""
    calls.call_stands(_locked(call).withdrawn_at is not None)
    on = as_of(call.month, clock.today())
    owing = network.checked(call.instrument, organisation, on, call)
    listed = call.obligations.filter(organisation=organisation.pk).exists()
    calls.owes_once(listed, str(organisation), _elsewhere(call, organisation))
    [made] = _write(call, [owing], on)
    about = [call, organisation]
    act.note("obligation.recorded", made, about=about, name=str(organisation), title=call.title)
    return made


def _elsewhere(call: Call, organisation: Organisation) -> str:
    """The title of another call in which it owes this month."""
    other = call_of(call.instrument, organisation, call.month)
    return "" if other in (None, call) else str(other)


def record_obligations(
    act: OpenAct, call: Call, *, bodies: Collection[str]
) -> Sequence[Obligation]:
    """Those of these bodies (by id) that came to the network since the call was made owe it too; in one go."""
    calls.call_stands(_locked(call).withdrawn_at is not None)
    on = as_of(call.month, clock.today())
    found = network.owing_in(call, on)
    owing = [each for each in found if str(each.organisation.pk) in bodies]
    known = {str(pk) for pk in call.obligations.values_list("organisation", flat=True)}
    known |= {str(each.organisation.pk) for each in owing}
    calls.somebody_joins(len(owing), len(set(bodies) - known))
    made = _write(call, owing, on)
    names = ", ".join(str(each.organisation) for each in owing)
    words = {"title": call.title, "n": len(made), "names": names[:1000]}
    keys = [str(each.pk) for each in made]
    act.note("obligations.recorded", call, about=[call.region], obligations=keys, **words)
    return made


def excuse_obligation(act: OpenAct, obligation: Obligation, *, reason: str) -> Obligation:
    """It owes nothing in this call, and why; the list goes on showing it."""
    calls.call_stands(_locked(obligation.call).withdrawn_at is not None)
    fresh = Obligation.objects.select_for_update().get(pk=obligation.pk)
    calls.excused_once(reason, bool(fresh.excused_reason))
    _change(act, obligation, "obligation.excused", reason.strip())
    return obligation


def restore_obligation(act: OpenAct, obligation: Obligation) -> Obligation:
    """It owes its assessment after all, unless another call asks for it meanwhile."""
    calls.call_stands(_locked(obligation.call).withdrawn_at is not None)
    fresh = Obligation.objects.select_for_update().get(pk=obligation.pk)
    calls.is_excused(bool(fresh.excused_reason))
    body = obligation.organisation
    calls.owes_once(False, str(body), _elsewhere(obligation.call, body))
    _change(act, obligation, "obligation.restored", "")
    return obligation


def _change(act: OpenAct, obligation: Obligation, verb: str, reason: str) -> None:
    body, call = obligation.organisation, obligation.call
    act.change(
        obligation,
        verb,
        base=None,
        about=[call, body],
        told={"name": str(body), "title": call.title, "reason": reason},
        excused_reason=reason,
    )
