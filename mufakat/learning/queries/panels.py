"""From the spans of sites to a panel: one figure for each site and month, and from when it is in the programme."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db.models import F, Min

from mufakat.directory.models import Organisation
from mufakat.indicators.models import SiteSpan
from mufakat.indicators.queries.places import names_of, places_of
from mufakat.indicators.rollup.places import Places, place_in
from mufakat.indicators.rules.months import month_of, months_until
from mufakat.learning.models import Study
from mufakat.learning.rules.comparable import Panel
from mufakat.learning.rules.effect import units_of
from mufakat.programmes.models import DistrictState, Lokus, Standing

MONTHS = 36  # the longest stretch that is looked at


def panel_of(study: Study) -> Panel:
    """The data of a study as they stand now: of each site the months in which it was assessed, where it lay then.

    A span goes on until the next assessment, and on a page its figure stands so long. Here it counts in the month in
    which it was found, and in no other: a copy of it tells nothing of the months between, and would pass for months
    before entry that nobody looked at. A span that begins with a move tells nothing new either.
    """
    spans = list(
        SiteSpan.objects.filter(
            instrument=study.instrument,
            region_path__under=study.region_path,
            month__lte=study.through_month,
            month=F("assessment__month"),
        )
        .order_by("organisation_id", "month")
        .values_list("organisation", "month", "measures")
    )
    first = min((month for _body, month, _measures in spans), default=study.through_month)
    months = tuple(each for each in months_until(study.through_month, MONTHS) if each >= first)
    place = {month: at for at, month in enumerate(months)}
    figures: dict[str, list[int | None]] = {}
    for body, month, measures in spans:
        row = figures.setdefault(str(body), [None] * len(months))
        pair = measures.get(study.measure)
        if month in place and pair and pair[1]:
            row[place[month]] = round(pair[0] * 10_000 / pair[1])
    lay = places_of(list(Organisation.objects.filter(pk__in=list(figures))))
    is_wave = study.asked["start"] == "cohort"
    starts, districts = (_of_cohort if is_wave else _of_lokus)(study, lay)
    entered = {site: _place(months, starts.get(site)) for site in figures}
    clusters = districts if is_wave else units_of(districts, entered)
    return Panel(months, {s: tuple(row) for s, row in figures.items()}, entered, clusters)


def district_of(path: str) -> str:
    """The path of the kab/kota: "53.08.04." → "53.08."."""
    return "".join(f"{part}." for part in path.split(".")[:2] if part)


def _place(months: tuple[str, ...], start: str | None) -> int | None:
    """The place of the month of entry; the first for one before the months that are looked at."""
    if start is None or start > months[-1]:
        return None
    return next((at for at, each in enumerate(months) if each >= start), None)


def _of_lokus(study: Study, lay: Mapping[Any, Places]) -> tuple[dict[str, str], dict[str, str]]:
    """Site → month in which it first became a lokus, wherever it lay then, and site → its district at the end."""
    rows = Lokus.objects.filter(programme=study.programme).exclude(valid_from=None).order_by()
    first = rows.values_list("organisation").annotate(first=Min("valid_from"))
    started = {str(body): month_of(on) for body, on in first if body in lay}
    return started, {str(body): _last_district(study, known) for body, known in lay.items()}


def _last_district(study: Study, known: Places) -> str:
    return district_of(place_in(study.through_month, known))


def _of_cohort(study: Study, lay: Mapping[Any, Places]) -> tuple[dict[str, str], dict[str, str]]:
    """Site → month of entry, and site → the district in which it counts at the end.

    A site enters when it lies in a district that runs, whatever code laws gave that district before or after; once it
    is in, it stays in, also where it was moved, or its part of the district became another one.
    """
    running = _districts_from(study.asked["cohort"])
    joined = names_of(sorted(running))
    started: dict[str, str] = {}
    cluster: dict[str, str] = {}
    for body, known in lay.items():
        last = _last_district(study, known)
        cluster[str(body)] = joined.get(last, last)
        ends = [first for first, _path in known[1:]] + [""]
        entries = [
            max(first, start)
            for (first, path), end in zip(known, ends, strict=True)
            if (start := running.get(joined.get(district_of(path), "-")))
            and (not end or start < end)
        ]
        if entries:
            started[str(body)] = min(entries)
    return started, cluster


def _districts_from(cohort: str) -> dict[str, str]:
    """The month in which each district of a cohort first began to run; one that never did is not in it."""
    rows = Standing.objects.filter(district__cohort_id=cohort, state=DistrictState.RUNNING)
    first = rows.order_by().values_list("district__region_path").annotate(first=Min("on"))
    return {path: month_of(on) for path, on in first}


def digest_of(panel: Panel) -> str:
    """Proves of which data an answer was made."""
    told = [
        panel.months,
        sorted((site, list(row), panel.entered[site]) for site, row in panel.figures.items()),
        sorted(panel.cluster.items()),
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()
