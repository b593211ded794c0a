"""The documents of the API. Dates are calendar days, instants carry their zone, rupiah are whole numbers."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, field_validator

from mufakat.commitments.queries import funding_sources
from mufakat.core import clock
from mufakat.directory.queries import sectors

BIGGEST = 2**63 - 1  # of a whole number in the database
Year = Annotated[int, Field(ge=2000, le=2100)]
Quarter = Annotated[int, Field(ge=1, le=4)]

Sector = Annotated[str, AfterValidator(lambda code: one_of(code, sectors()))]


def one_of(code: str, known: list[tuple[str, str]]) -> str:
    """The code, if the reference data has it."""
    codes = [each for each, _title in known]
    if code not in codes:
        raise ValueError(_("Choose one of: %(choices)s") % {"choices": ", ".join(codes)})
    return code


class Problem(Schema):
    """Why not (RFC 9457): `code` for programs, `detail` for people, `field` where one is to blame."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    field: str | None = None
    errors: list[dict[str, str]] | None = Field(None, description="All fields that do not fit.")
    successors: list[str] | None = Field(None, description="What a region became that has ended.")
    predecessors: list[str] | None = Field(
        None, description="What a region comes from that had not begun."
    )


class Named(Schema):
    id: UUID
    name: str


class RegionName(Schema):
    code: str
    name: str


class Code(Schema):
    """A code is never told without its system."""

    system: str
    code: str


class Succession(Schema):
    code: str
    name: str
    on: date = Field(description="From this day on the new region holds.")


class Region(Schema):
    code: str = Field(examples=["32.73.04"])
    system: Literal["kemendagri"] = "kemendagri"
    kind: str
    name: str
    path: str = Field(
        description="Begins with the path of every region above; the nation's is empty."
    )
    level: int = Field(description="0 nation, 1 province, 2 regency, 3 district, 4 village")
    parent: str | None
    valid_from: date | None
    valid_to: date | None
    timezone: str
    codes: list[Code]
    predecessors: list[Succession]
    successors: list[Succession]


class RegionStats(Schema):
    province: int
    regency: int
    district: int
    village: int


class Regions(Schema):
    items: list[Region]
    next: str | None


class Rate(Schema):
    """How many of the promises that came to the table were kept: numerator ÷ denominator."""

    numerator: int = Field(description="Verdicts “kept”.")
    denominator: int = Field(description="All verdicts given; 0 means that there is no rate yet.")
    made: int
    kept: int
    partly: int
    continued: int
    changed: int
    dropped: int


class SectorRate(Rate):
    sector: str


class Rates(Schema):
    region: RegionName
    year: int
    tribulan: int | None
    as_of: date
    total: Rate
    sectors: list[SectorRate]


class Organisation(Schema):
    id: UUID
    name: str
    short_name: str
    sector: str
    region: RegionName
    parent: UUID | None
    valid_from: date | None
    valid_to: date | None
    codes: list[Code]


class Organisations(Schema):
    items: list[Organisation]
    next: str | None


class Facility(Organisation):
    kind: str


class Facilities(Schema):
    items: list[Facility]
    next: str | None


class Forum(Schema):
    id: UUID
    name: str
    kind: str
    region: RegionName
    parent: UUID | None
    valid_from: date | None
    valid_to: date | None


class Forums(Schema):
    items: list[Forum]
    next: str | None


class MeetingFigures(Schema):
    """What became of promises in a session."""

    made: int
    carried_in: int = Field(
        description="The promises from before on its table: while the session is under way (state “open”) all of "
        "them, else those that were judged there. It is never less than the sum of the verdicts."
    )
    kept: int
    partly: int
    continued: int
    changed: int
    dropped: int


class Meeting(Schema):
    id: UUID
    forum: Named
    kind: str
    tribulan: int | None
    starts_on: date | None = Field(
        description="As the place counts its days; nothing while undated."
    )
    ends_on: date | None
    timezone: str
    state: str = Field(description="planned, open, ratified or cancelled")
    invited: int
    present: int
    commitments: MeetingFigures


class Meetings(Schema):
    items: list[Meeting]
    next: str | None


class MeetingDetail(Meeting):
    title: str
    starts_at: datetime | None
    ends_at: datetime | None
    place: str
    region: RegionName
    hosts: list[Named]
    funding_source: str
    edition: int
    ratified_at: datetime | None
    ratified_by: str


class OwnerOrganisation(Named):
    sector: str


class Owner(Schema):
    """Who answers for a promise: an organisation, a person, or both."""

    organisation: OwnerOrganisation | None
    person: Named | None


class MadeAt(Schema):
    id: UUID
    title: str
    on: date


class Verdict(Schema):
    """What one session decided."""

    meeting: UUID
    title: str
    on: date
    verdict: str = Field(description="kept, partly, continued, changed or dropped")
    reason: str
    due_before: date
    due_after: date
    what_before: str
    what_after: str


class Commitment(Schema):
    id: UUID
    what: str
    owner: Owner
    sector: str
    region: RegionName
    forum: Named
    due_on: date
    amount_idr: int | None
    funding_source: str
    proof_asked: str
    state: str = Field(description="open, kept, partly or dropped")
    made_on: date
    made_at_meeting: MadeAt | None
    verdicts: list[Verdict]


class Commitments(Schema):
    items: list[Commitment]
    next: str | None


class Update(Schema):
    id: UUID
    text: str
    progress: int | None
    says_done: bool
    at: datetime
    by: str


class CommitmentDetail(Commitment):
    updates: list[Update]


class Line(Schema):
    """One promise on the report card; `verdict` is nothing while the session has not decided."""

    commitment: UUID
    what: str
    owner: Owner
    due_on: date
    days_late: int
    verdict: str | None
    reason: str
    last_report: str


class ReportCard(Schema):
    meeting: UUID
    as_of: date
    counts: dict[str, int]
    lines: list[Line]


class Writing(Schema):
    """The body of a write. Sent again with the same `act_id` it is not done again; unknown names are refused."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    act_id: UUID = Field(description="Made by the sender (UUIDv7), new for each intention.")
    made_at: AwareDatetime | None = Field(None, description="When the writer wrote it, if earlier.")

    @field_validator("made_at")
    @classmethod
    def _possible(cls, value: datetime | None) -> datetime | None:
        if value is not None and not clock.may_be_claimed(value):
            words = _("This cannot be: by the clock of the server it is %(now)s.")
            raise ValueError(words % {"now": clock.now().isoformat(timespec="seconds")})
        return value

    @field_validator("*")
    @classmethod
    def _storable(cls, value: Any) -> Any:
        if isinstance(value, str) and "\x00" in value:
            raise ValueError(_("Null characters are not allowed."))
        return value


class NewCommitment(Writing):
    meeting: UUID
    what: Annotated[str, Field(min_length=1, max_length=500)]
    due_on: date
    due_confirmed: bool = Field(False, description="The due date is right though after the year.")
    owner_organisation: UUID | None = None
    owner_person: UUID | None = None
    owner_confirmed: bool = Field(
        False, description="The person promises though he holds no office there on record."
    )
    region: str | None = Field(None, description="Kemendagri code; else the home of the forum.")
    agenda_item: UUID | None = None
    amount_idr: Annotated[int, Field(le=BIGGEST)] | None = None
    funding_source: str = ""
    proof_asked: Annotated[str, Field(max_length=300)] = ""

    @field_validator("funding_source")
    @classmethod
    def _known(cls, value: str) -> str:
        return one_of(value, funding_sources()) if value else value


class NewUpdate(Writing):
    text: Annotated[str, Field(min_length=1, max_length=1000)]
    progress: int | None = None
    says_done: bool = False
