"""Ask what a roll-out did, and keep the answer."""

from typing import Any

from mufakat.core.dates import day_of
from mufakat.directory.models import Region
from mufakat.indicators.models import Instrument
from mufakat.journal.actions import OpenAct
from mufakat.learning.models import Study
from mufakat.learning.rules import effect as right
from mufakat.programmes.models import Programme


def record_study(
    act: OpenAct,
    *,
    programme: Programme,
    instrument: Instrument,
    region: Region,
    measure: str,
    through_month: str,
    start: str,
    cohort: Any = None,
) -> Study:
    """Ask. It is computed by a job, within minutes (`jobs.estimate_studies`)."""
    right.month_has_begun(through_month, f"{day_of(act.tapped_at, region.timezone):%Y-%m}")
    right.start_fits(
        start, cohort is not None, cohort is None or cohort.programme_id == programme.pk
    )
    study = Study.objects.create(
        id=act.new_key(),
        programme=programme,
        instrument=instrument,
        region=region,
        region_path=region.path,
        measure=measure,
        through_month=through_month,
        asked={"start": start, "cohort": str(cohort.pk) if cohort else ""},
        at=act.at,
        by_name=act.by_name,
    )
    about = [programme, region]
    act.note("study.recorded", study, about=about, programme=str(programme), measure=measure)
    return study


def estimate_study(
    act: OpenAct, study: Study, *, state: str, result: dict[str, Any], data_digest: str
) -> Study:
    """Keep the answer, or why there is none, with the digest of the data. Only the first answer is kept."""
    found = Study.objects.select_for_update(of=("self",)).get(pk=study.pk)
    if found.is_open:
        found.state, found.result, found.data_digest = state, result, data_digest
        found.computed_at = act.at
        found.version += 1
        found.save()
        about = [found.programme, found.region]
        told: dict[str, Any] = {"form": state, "data_digest": data_digest}
        act.note("study.estimated", found, about=about, programme=str(found.programme), **told)
    return found
