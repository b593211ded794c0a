"""Cohorts of districts: record, join, and say how far each district is."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from mufakat.directory.models import Region
from mufakat.directory.rules import period_in_order
from mufakat.journal.actions import OpenAct
from mufakat.programmes import queries, rules
from mufakat.programmes.instruments import published
from mufakat.programmes.models import Cohort, CohortDistrict, Programme, Standing
from mufakat.programmes.scores import scores_on

from .catalogue import day_of
from .lock import lock_places


def record_cohort(
    act: OpenAct, programme: Programme, *, title: str, quota: int, starts_on: date, **fields: Any
) -> Cohort:
    """A cohort that takes in at most `quota` districts; more: ends_on, year (else that of the first day), funder,
    source, instrument_code, pass_percent, target_percent."""
    year = fields.pop("year", None) or starts_on.year
    rules.is_open(programme.valid_from, programme.valid_to, starts_on, "starts_on")
    period_in_order(starts_on, fields.get("ends_on"), "ends_on")
    rules.title_is_free(programme.cohorts.filter(title=title).exists())
    rules.instrument_is_known(fields.get("instrument_code", ""), dict(published()))
    cohort = Cohort.objects.create(
        id=act.new_key(),
        programme=programme,
        title=title,
        year=year,
        quota=quota,
        starts_on=starts_on,
        **fields,
    )
    act.note("cohort.recorded", cohort, about=[programme], name=title, quota=quota)
    return cohort


def change_cohort(
    act: OpenAct, cohort: Cohort, *, base: int | None = None, **fields: Any
) -> Cohort:
    """What is planned; never fewer districts than have joined."""
    locked = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if "quota" in fields:
        rules.quota_holds(fields["quota"], queries.counting(locked.districts.all()).count())
    if "title" in fields:
        others = Cohort.objects.filter(programme=cohort.programme, title=fields["title"])
        rules.title_is_free(others.exclude(pk=cohort.pk).exists())
    code = fields.get("instrument_code", locked.instrument_code)
    if code != locked.instrument_code:
        rules.instrument_is_known(code, dict(published()))
    starts, ends = fields.get("starts_on", cohort.starts_on), fields.get("ends_on", cohort.ends_on)
    period_in_order(starts, ends, "ends_on")
    told = {"name": cohort.title}
    about = [cohort.programme]
    act.change(cohort, "cohort.changed", base=base, about=about, told=told, **fields)
    return cohort


def join_district(act: OpenAct, cohort: Cohort, *, region: Region, on: date) -> CohortDistrict:
    """A district takes its place in a cohort, and is planned from that day."""
    locked = lock_places(cohort)  # two at once: one place
    queries.places_of(locked).take(region, on, day_of(act, region))
    return _joined(act, cohort, region, on)


def join_districts(
    act: OpenAct, cohort: Cohort, *, regions: Sequence[Region], on: date, leave: Collection[str]
) -> list[CohortDistrict]:
    """All of these take their places in one act, or none of them where one may not. `leave`: codes of those that the
    writer was told of, and leaves out."""
    locked = lock_places(cohort)
    rules.something_ticked(regions, "names")
    meant = [region for region in regions if region.code not in leave]
    wrong = queries.refused(queries.places_of(locked), meant, on, day_of(act, regions[0]))
    rules.all_may_join(len(meant), len(wrong), len(regions) - len(meant))
    return [_joined(act, cohort, region, on) for region in meant]


def _joined(act: OpenAct, cohort: Cohort, region: Region, on: date) -> CohortDistrict:
    district = CohortDistrict.objects.create(
        id=act.new_key(), cohort=cohort, region=region, region_path=region.path, joined_on=on
    )
    Standing.objects.create(id=act.new_key(), district=district, state="planned", on=on)
    told = {"name": str(region), "cohort": cohort.title, "on": on.isoformat()}
    act.note("district.joined", district, about=[cohort, region], **told)
    return district


def record_standing(
    act: OpenAct,
    district: CohortDistrict,
    *,
    state: str,
    on: date,
    reason: str = "",
    missing: str = "",
    checklist: Mapping[str, bool] | None = None,
) -> Standing:
    """How far a district is from a day. `checklist`: {item: is it there?}, where it was looked at."""
    CohortDistrict.objects.select_for_update().get(pk=district.pk)
    last = queries.last_standing(district)
    looked = dict(checklist or {})
    rules.step_in_order(last.state, state, last.on, on, day_of(act, district.region))
    rules.step_says_why(last.state, state, reason)
    items = [code for code, _title in queries.readiness_items()]
    rules.ready_says_why(state, rules.missing_of(looked, items), reason)
    scores = _scores_of(district, on, reason) if state == "passed" else {}
    standing = Standing.objects.create(
        id=act.new_key(),
        district=district,
        state=state,
        on=on,
        reason=reason.strip(),
        missing=missing.strip(),
        checklist=looked,
        scores=scores,
    )
    act.note(
        "standing.recorded",
        district,
        about=[district.cohort, district.region],
        form="doubted" if rules.doubt_of(state, scores) else state,
        name=str(district.region),
        cohort=district.cohort.title,
        on=on.isoformat(),
        reason=reason.strip(),
        there=sum(looked.values()),
        all=len(looked),
    )
    return standing


def _scores_of(district: CohortDistrict, on: date, reason: str) -> dict[str, int]:
    """What was known of the scores on the day from which a district is called passed: kept with the word."""
    cohort = district.cohort
    asked, named = cohort.pass_percent, bool(cohort.instrument_code)
    passed, judged, until = scores_on(cohort, district.region_path, on)
    rules.passed_says_why((passed, judged), asked, until, reason, named=named)
    return {"passed": passed, "judged": judged, "asked": asked}


def record_readiness(
    act: OpenAct,
    district: CohortDistrict,
    *,
    on: date,
    checklist: Mapping[str, bool],
    missing: str = "",
) -> Standing:
    """Somebody looked at how ready a district is; its state stays what it is. `checklist`: {item: is it there?}."""
    CohortDistrict.objects.select_for_update().get(pk=district.pk)
    last = queries.last_standing(district)
    rules.may_be_looked_at(last.state)
    rules.looked_in_time(last.on, on, day_of(act, district.region))
    looked = Standing.objects.create(
        id=act.new_key(),
        district=district,
        state=last.state,
        on=on,
        missing=missing.strip(),
        checklist=dict(checklist),
    )
    act.note(
        "readiness.recorded",
        district,
        about=[district.cohort, district.region],
        name=str(district.region),
        on=on.isoformat(),
        there=sum(checklist.values()),
        all=len(checklist),
    )
    return looked


def withdraw_standing(
    act: OpenAct, district: CohortDistrict, standing: Standing, *, reason: str
) -> CohortDistrict | None:
    """The last word on a district was a mistake: the one before holds again. Where it was the first, the district never
    joined: nothing is answered then. Who did not leave after all needs a place, which another one may have by now."""
    locked = lock_places(district.cohort)
    CohortDistrict.objects.select_for_update().get(pk=district.pk)
    rules.is_last(queries.last_standing(district).pk == standing.pk)
    if standing.state == "left":
        queries.places_of(locked).take_back(district.region)
    about = [district.cohort, district.region]
    told = {"name": str(district.region), "on": standing.on.isoformat(), "reason": reason}
    told |= {"state": standing.state, "cohort": district.cohort.title}
    act.note("standing.withdrawn", district, about=about, **told)
    first = district.standings.count() == 1
    standing.delete()
    if first:
        district.delete()
    return None if first else district
