"""What pages and actions ask about assessments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import override

from mufakat.directory.models import Facility, Organisation, Region
from mufakat.indicators.computed import Row, answer_of
from mufakat.indicators.models import (
    Assessment,
    AssessmentPhoto,
    Call,
    Instrument,
    Obligation,
    State,
)
from mufakat.indicators.rules import Form, Indicator, Part, Scored, answers, score
from mufakat.indicators.rules.answers import Asked, Progress
from mufakat.indicators.rules.months import first_day
from mufakat.journal.models import Event

from .network import Owing, bodies_of
from .versions import form_of

FILLED = ("assessment.filled", "assessment.submitted")


@dataclass(frozen=True)
class Sheet:
    """An assessment with what its version asks of which bodies."""

    assessment: Assessment
    form: Form
    parts: tuple[Part, ...]

    @cached_property
    def asked(self) -> list[Asked]:
        return answers.asked_of(self.form, self.parts, self.assessment.on)

    @cached_property
    def lacking(self) -> list[Asked]:
        return answers.lacking(self.asked, self.assessment.answers)

    @cached_property
    def unconfirmed(self) -> list[Asked]:
        """Copied from the last time, to be confirmed; they lack as well."""
        return answers.unconfirmed(self.asked, self.assessment.answers)

    @cached_property
    def progress(self) -> Progress:
        return answers.progress(self.asked, self.assessment.answers)

    @property
    def waits(self) -> tuple[int, int]:
        """How many answers lack, and how many of these are only to be confirmed."""
        return len(self.lacking), len(self.unconfirmed)

    def of_domain(self, code: str) -> list[Asked]:
        return [each for each in self.asked if each.indicator.domain == code]

    def unconfirmed_in(self, code: str) -> int:
        return sum(each.indicator.domain == code for each in self.unconfirmed)


def sheet_of(assessment: Assessment) -> Sheet:
    """The parts are those that were frozen when it began."""
    parts = tuple(Part(**part) for part in assessment.parts)
    return Sheet(assessment, form_of(assessment.of_version), parts)


def scored_of(sheet: Sheet) -> Scored:
    """What the answers come to as they stand; what was copied and nobody has confirmed counts as missing."""
    said = answers.confirmed(sheet.assessment.answers)
    return score(sheet.form, said, sheet.parts, sheet.assessment.on)


def standing(instrument: Instrument, organisation: Organisation, month: str) -> Assessment | None:
    """The one assessment of a body and a month that was not withdrawn."""
    found = Assessment.objects.filter(
        instrument=instrument, organisation=organisation.pk, month=month
    )
    return found.exclude(state=State.WITHDRAWN).first()


def month_written(month: str) -> str:
    """ "Juni 2026", as titles and the journal keep it: in the language of the papers, whoever writes."""
    with override("id"):
        return date_format(first_day(month), "F Y")


def begun_by(assessment: Assessment) -> str:
    """Who began it."""
    begun = _beginning(assessment)
    return begun.by_name if begun else ""


def _beginning(assessment: Assessment) -> Event | None:
    told = Event.objects.filter(subject_kind="assessment", subject_id=str(assessment.pk))
    return told.filter(verb="assessment.recorded").first()


def copied_from(assessment: Assessment) -> str:
    """The month whose answers it began with: of what was accepted before it began, the newest; empty for none."""
    begun = _beginning(assessment)
    found = accepted_until(assessment.instrument, assessment.organisation, assessment.month)
    before = found.filter(accepted_at__lte=begun.at).first() if begun else None
    return before.month if before else ""


def fillers_of(assessment: Assessment) -> set[str]:
    """Who answered any of it, showed it by a photo, or sent it, by id: also who did so before it was sent back."""
    told = Event.objects.filter(
        subject_kind="assessment", subject_id=str(assessment.pk), verb__in=FILLED
    )
    photos = AssessmentPhoto.objects.filter(assessment=assessment)
    return {
        *told.values_list("by_id", flat=True),
        *photos.values_list("by_id", flat=True),
    }


def last_accepted(
    instrument: Instrument, organisation: Organisation, month: str
) -> Assessment | None:
    """The newest that was accepted until this month; also one that was withdrawn since to be corrected."""
    found = accepted_until(instrument, organisation, month)
    return found.select_related("of_version").first()


def accepted_until(
    instrument: Instrument, organisation: Organisation, month: str
) -> QuerySet[Assessment]:
    found = Assessment.objects.filter(
        instrument=instrument,
        organisation=organisation.pk,
        month__lte=month,
        accepted_at__isnull=False,
    )
    return found.order_by("-month", "-accepted_at")


def call_of(instrument: Instrument, organisation: Organisation, month: str) -> Call | None:
    """The call in which the body owes this assessment; the one that closes last, if there are several. Who is excused
    owes nothing, and is held to no day."""
    owed = Obligation.objects.filter(organisation=organisation.pk, excused_reason="")
    found = Call.objects.filter(
        instrument=instrument, month=month, withdrawn_at=None, pk__in=owed.values("call")
    )
    return found.select_related("region", "programme").order_by("-closes_on", "id").first()


def call_holding(assessment: Assessment) -> Call | None:
    """The call whose days hold for it: the one it was begun for (who was excused there is held to none of them), or one
    that was made since and asks for the same."""
    call: Call | None = assessment.standing_call
    if call is not None:
        named = Obligation.objects.filter(call=call, organisation=assessment.organisation_id)
        if named.exclude(excused_reason="").exists():
            call = None
    return call or call_of(assessment.instrument, assessment.organisation, assessment.month)


def photos_of(assessment: Assessment) -> dict[str, list[AssessmentPhoto]]:
    """By indicator; those that were withdrawn too."""
    found: dict[str, list[AssessmentPhoto]] = {}
    for photo in assessment.photos.order_by("at", "id"):
        found.setdefault(photo.code, []).append(photo)
    return found


@dataclass(frozen=True)
class Counted:
    """What a source knows of a body, and the rows that it counted."""

    answer: Mapping[str, Any] | None = None
    rows: Sequence[Row] = ()


def computed_in(sheet: Sheet) -> list[tuple[Part, Indicator, Counted]]:
    """The questions that nobody types, with what their sources say of the year of the assessment."""
    asked = [
        (part, indicator)
        for indicator in sheet.form.indicators
        if indicator.computed and indicator.is_asked(sheet.assessment.on)
        for part in sheet.parts
        if part.kind == indicator.part
    ]
    bodies = Organisation.objects.in_bulk([part.id for part, _indicator in asked])
    return [
        (part, indicator, _counted(indicator, bodies[UUID(part.id)], sheet.assessment.on.year))
        for part, indicator in asked
        if UUID(part.id) in bodies
    ]


def _counted(indicator: Indicator, body: Organisation, year: int) -> Counted:
    found = answer_of(indicator.computed, body, year)
    if found is None:
        return Counted()
    said = {"yes": found.value > 0} if indicator.kind == "yes_no" else {"value": str(found.value)}
    return Counted(said, found.rows)


@dataclass(frozen=True)
class Moved:
    """What of a unit is otherwise today than when its parts were frozen."""

    left: Sequence[tuple[str, str]] = ()  # name, and under whom it is now ("" if it has ended)
    joined: Sequence[str] = ()
    place: str = ""  # where it lay, if it lies elsewhere now: it moved, or a law split its district


def moved_since(assessment: Assessment, today: date) -> Moved:
    """Posyandu that have moved to another Pustu since, or come to this one."""
    place = _place_before(assessment)
    if assessment.unit is None:
        return Moved(place=place)
    now = {str(b.pk): b for b in bodies_of(Owing(assessment.organisation, assessment.unit), today)}
    frozen = {part["id"]: part["name"] for part in assessment.parts}
    gone = [key for key in frozen if key not in now]
    bodies = Facility.objects.filter(pk__in=gone).select_related("parent")
    told = {
        str(body.pk): str(body.parent) if body.is_valid_on(today) and body.parent else ""
        for body in bodies
    }
    left = [(frozen[key], told.get(key, "")) for key in gone]
    return Moved(left, [str(body) for key, body in now.items() if key not in frozen], place)


def _place_before(assessment: Assessment) -> str:
    if assessment.region_path == assessment.organisation.region_path:
        return ""
    there = Region.objects.filter(path=assessment.region_path)
    return str(there.order_by("valid_to").first() or assessment.region_path)
