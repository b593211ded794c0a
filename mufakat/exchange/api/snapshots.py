"""Frozen figures: the answer to a question about a day, which never changes."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from mufakat.core.numbers import two_decimals
from mufakat.directory.access import can, require
from mufakat.indicators.access.figures import own_regions
from mufakat.indicators.models import Snapshot
from mufakat.indicators.queries.snapshots import snapshot_on

from . import schemas
from .errors import Refused
from .regions import known_region

REFUSALS: dict[frozenset[int], Any] = {frozenset({401, 403, 404, 422}): schemas.Problem}
Region = Annotated[str, Field(description="Kemendagri code; the nation if nothing is said.")]
router = Router(tags=["snapshots"])


class Part(Schema):
    """A domain: questions met of those that apply, of all bodies together."""

    code: str
    title: str
    met: int
    of: int
    percent: str | None = Field(description="met of of, rounded half up to two decimals.")


class Question(Part):
    """A question: `met` and `of` are what it counts, added up over all bodies by its own formula."""

    counts: Literal["bodies", "units"] | None = Field(
        description="bodies: those that meet it, of those to which it applies. units: what is asked itself (for "
        "example trained kader, of active kader), or points, or the rates of the bodies in ten-thousandths. null: "
        "the copy does not say it."
    )


class SnapshotOut(Schema):
    """Bodies that meet the threshold of an instrument, of those where something was applicable."""

    id: UUID
    instrument: str = Field(examples=["coe"])
    title: str
    version: int = Field(description="Of the instrument; a score is told with its version.")
    threshold: str = Field(description="The rule of the threshold, as the instrument has it.")
    region: schemas.RegionName
    as_of: date
    met: int = Field(examples=[35])
    of: int = Field(examples=[44])
    percent: str | None = Field(
        description="met of of, rounded half up to two decimals, once; null of nothing.",
        examples=["79.55"],
    )
    domains: list[Part]
    indicators: list[Question]
    not_assessed: int
    taken_at: datetime
    taken_by: str
    digest: str = Field(description="SHA-256 over the copy; the journal was told the same.")


@router.get("/snapshots/{instrument}", response={200: SnapshotOut, **REFUSALS})
def see_snapshot(
    request: HttpRequest,
    instrument: str,
    as_of: date,
    region: Region = "ID",
) -> Any:
    """The figures of exactly this day, as they were frozen: no other day stands for it. 404 if none were."""
    require(request.user, "rollup.see")
    place = known_region(region)
    if not can(request.user, "rollup.see", place):
        raise _elsewhere(request.user)
    found = snapshot_on(instrument, place, as_of)
    if found is None:
        told = _("Nothing was frozen of this instrument in this region as of that day.")
        raise Refused(404, "snapshot.none", told)
    return _told(found)


def _elsewhere(user: Any) -> Refused:
    """403 that names the regions for which this key may ask; they are its user's own."""
    own = [f"region={region.code} ({region})" for region in own_regions(user)]
    told = _("Your role does not allow this here.")
    if own:
        more = _(
            "This key may ask for %(regions)s and what lies below. Without “region” the nation is asked for."
        )
        told = f"{told} {more % {'regions': ', '.join(own)}}"
    return Refused(403, "forbidden", told)


def _told(snapshot: Snapshot) -> SnapshotOut:
    body = snapshot.body
    return SnapshotOut(
        id=snapshot.pk,
        instrument=snapshot.code,
        title=snapshot.title,
        version=body["version"],
        threshold=body["threshold"],
        region=schemas.RegionName(**body["region"]),
        as_of=snapshot.as_of,
        met=snapshot.met,
        of=snapshot.of,
        percent=two_decimals(snapshot.met, snapshot.of),
        domains=[_part(each) for each in body["domains"]],
        indicators=[_question(each) for each in body["indicators"]],
        not_assessed=len(body["unassessed"]),
        taken_at=snapshot.taken_at,
        taken_by=snapshot.taken_by,
        digest=snapshot.digest,
    )


def _part(each: dict[str, Any]) -> Part:
    met, of = each["pair"]
    return Part(
        code=each["code"], title=each["title"], met=met, of=of, percent=two_decimals(met, of)
    )


def _question(each: dict[str, Any]) -> Question:
    counts: Any = {True: "bodies", False: "units"}.get(each.get("bodies"))  # type: ignore[arg-type]
    return Question(**_part(each).dict(), counts=counts)
