"""Begin an assessment, fill it in, send it, take it back."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from mufakat.core import clock
from mufakat.directory.models import Organisation
from mufakat.indicators.models import Assessment, Call, Instrument, State
from mufakat.indicators.queries import assessments as queries, network
from mufakat.indicators.queries.assessments import Sheet, sheet_of
from mufakat.indicators.queries.kept import undecided
from mufakat.indicators.queries.places import path_on
from mufakat.indicators.queries.versions import form_of, version_on
from mufakat.indicators.rules import answers, calls, workflow
from mufakat.indicators.rules.months import as_of
from mufakat.journal.actions import OpenAct

from .booking import book

Sent = Mapping[str, Mapping[str, Any]]  # "code:part" → the answer as it was sent


def record_assessment(
    act: OpenAct, *, instrument: Instrument, organisation: Organisation, month: str
) -> Assessment:
    """Begin one: its version is the one of the day that it is of, its bodies are those of that day, its answers those
    of the last time, to be confirmed. Called for or not: a body may assess itself in any month that has begun."""
    today = clock.today()
    calls.month_has_begun(month, today)
    on = as_of(month, today)
    Organisation.objects.select_for_update(no_key=True).values_list("pk").get(pk=organisation.pk)
    there = queries.standing(instrument, organisation, month)
    if there is not None:
        calls.answered_once(there.state, there.get_state_display(), queries.begun_by(there))
    call = queries.call_of(instrument, organisation, month)
    is_open(call, State.DRAFT)
    if call is not None:
        calls.has_opened(call.title, call.opens_on, today)
    owing = network.checked(instrument, organisation, on, call)
    version = version_on(instrument, on)
    calls.has_version(version is not None)
    assert version is not None  # noqa: S101 - the rule above has refused
    parts = network.parts_on(owing, instrument.level, on)
    before = queries.last_accepted(instrument, organisation, month)
    asked = form_of(version)
    copied = (
        answers.copied(asked, parts, on, form_of(before.of_version), before.answers)
        if before
        else {}
    )
    assessment = Assessment.objects.create(
        id=act.new_key(),
        of_version=version,
        instrument=instrument,
        organisation_id=organisation.pk,
        unit=owing.unit,
        call=call,
        region_path=path_on(organisation, on),
        on=on,
        month=month,
        parts=[{"id": part.id, "kind": part.kind, "name": part.name} for part in parts],
        answers=copied,
    )
    act.note("assessment.recorded", assessment, about=[organisation], **words_of(assessment))
    return assessment


def fill_assessment(
    act: OpenAct,
    assessment: Assessment,
    *,
    base: int | None,
    domain: str,
    items: Sent,
    after: UUID | None = None,
) -> Assessment:
    """The answers of one domain, merged one by one with what was written since version `base`: what the writer left as
    his form showed it undoes nothing, neither of others nor of his own hand in another tab. `after`: the act that the
    same form had sent before."""
    stands = locked(assessment)
    workflow.can_fill(stands.state)
    is_open(queries.call_holding(stands), stands.state)
    sheet = sheet_of(stands)
    asked = {each.key for each in sheet.of_domain(domain)}
    for key in items:
        if key not in asked:
            answers.refuse_unasked(sheet.form, key.partition(":")[0], stands.on)
    title = next((d.title for d in sheet.form.domains if d.code == domain), domain)
    act.change_items(
        assessment,
        "answers",
        "assessment.filled",
        base=base,
        after=after,
        items={key: given for key, given in items.items() if key in asked},
        settle=answers.settled,
        told={"domain": title, **words_of(assessment)},
    )
    return assessment


def submit_assessment(act: OpenAct, assessment: Assessment) -> Assessment:
    """Send it to be verified: nothing is missing, nothing only copied."""
    stands = locked(assessment)
    sheet = sheet_of(stands)
    workflow.can_submit(stands.state, *sheet.waits)
    workflow.nothing_undecided(sum(each.by_id == act.by_id for each in undecided(stands)))
    is_open(queries.call_holding(stands), stands.state)
    act.change(
        assessment,
        "assessment.submitted",
        base=None,
        about=[assessment.organisation],
        told={**words_of(assessment), "form": "again" if stands.returned_reason else ""},
        unsaid=("answers",),
        answers=with_computed(sheet),
        state=State.SUBMITTED,
        submitted_at=act.at,
        submitted_by=act.by_name,
        returned_reason="",
    )
    return assessment


def with_computed(sheet: Sheet) -> dict[str, Any]:
    """The answers with those that the application counts, as they stand now."""
    kept = {code: dict(inner) for code, inner in sheet.assessment.answers.items()}
    for part, indicator, counted in queries.computed_in(sheet):
        if counted.answer:
            kept.setdefault(indicator.code, {})[part.id] = counted.answer
    return kept


def withdraw_assessment(act: OpenAct, assessment: Assessment, *, reason: str) -> Assessment:
    """Begun by mistake, or accepted and found to be wrong: it stays readable and counts no more. A new one may
    begin."""
    stands = locked(assessment)
    workflow.can_withdraw(stands.state)
    workflow.says_why(reason)
    counted = stands.state == State.FINAL
    act.change(
        assessment,
        "assessment.withdrawn",
        base=None,
        about=[assessment.organisation],
        told={
            **words_of(assessment),
            "reason": reason.strip(),
            "form": "accepted" if counted else "",
        },
        state=State.WITHDRAWN,
        returned_reason=reason.strip(),
    )
    if counted:
        book(assessment.instrument, assessment.organisation)
    return assessment


def locked(assessment: Assessment) -> Assessment:
    """As it stands now, kept so until this act ends."""
    found = Assessment.objects.select_for_update(of=("self",))
    return found.select_related("of_version", "instrument", "organisation", "call").get(
        pk=assessment.pk
    )


def words_of(assessment: Assessment) -> dict[str, str]:
    """What a sentence of history tells of it."""
    return {
        "instrument": str(assessment.instrument),
        "month": queries.month_written(assessment.month),
        "name": str(assessment.organisation),
    }


def is_open(call: Call | None, state: str) -> None:
    """The last day of its call is not over."""
    if call is not None:
        workflow.still_open(call.title, call.closes_on, state, clock.today())
