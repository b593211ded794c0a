"""What figures an instrument has, and how one stood in a place in a month."""

from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.directory.models import Organisation, Region
from mufakat.indicators.models import Instrument, SiteSpan
from mufakat.indicators.queries import figures, versions
from mufakat.indicators.queries.formulas import formulas_of
from mufakat.indicators.queries.places import names_of
from mufakat.indicators.rules import DOMAIN, PASSED, WHOLE, Form
from mufakat.learning.models import Review


class Moment(NamedTuple):
    """A figure of a month: numerator, denominator, how many sites speak."""

    month: str
    numerator: int
    denominator: int
    sites: int

    @property
    def as_json(self) -> dict[str, Any]:
        return {
            "month": self.month,
            "n": self.numerator,
            "d": self.denominator,
            "sites": self.sites,
        }


def form_of(instrument: Instrument) -> Form | None:
    """What the version asks that holds today; nothing if none is published."""
    version = versions.version_on(instrument, clock.today())
    return versions.form_of(version) if version else None


def measures_of(form: Form | None) -> dict[str, str]:
    """Measure → its title: passing, the whole, domains, indicators."""
    if form is None:
        return {}
    found = {PASSED: _("sites that pass"), WHOLE: _("indicators met")}
    counted = [each for each in form.domains if each.scored]
    found |= {DOMAIN + each.code: _("domain: %s") % each.title for each in counted}
    return found | {each.key: each.title for each in form.indicators}


def title_of(instrument: Instrument, measure: str) -> str:
    """As the version says that holds today; of a question that has ended, as the last one said that asked it."""
    found = measures_of(form_of(instrument)).get(measure)
    if found is None and measure:
        begun = instrument.versions.filter(
            published_at__isnull=False, valid_from__lte=clock.today()
        ).order_by("-valid_from", "-number")
        titles = (measures_of(versions.form_of(version)).get(measure) for version in begun)
        found = next((title for title in titles if title), None)
    return found or measure


def asked_in(review: Review) -> Form | None:
    """The instrument of a review: of the figure that is to move, else of the frozen figures that are its evidence."""
    instrument = review.instrument or (review.snapshot.instrument if review.snapshot else None)
    return form_of(instrument) if instrument else None


def domains_of(form: Form | None) -> dict[str, str]:
    return {each.code: each.title for each in form.domains} if form else {}


def moment_of(
    instrument: Instrument, measure: str, month: str, region: Region, body: Organisation | None
) -> Moment:
    """The figure of a region, under whatever names laws gave it, or of one body alone: how it stood in a month, or what
    was done in it."""
    names = sorted(names_of([region.path]))
    if measure in formulas_of(instrument.pk).sums:
        rows = [figures.rows_done(instrument, name, month, month) for name in names]
    else:
        last = figures.last_end(instrument)
        rows = [figures.rows_behind(instrument, name, month, last) for name in names]
    spans = reduce(or_, rows)
    if body:
        spans = spans.filter(organisation=body)
    pairs = [m[measure] for m in spans.values_list("measures", flat=True) if measure in m]
    return Moment(month, sum(p[0] for p in pairs), sum(p[1] for p in pairs), len(pairs))


def instruments_booked() -> list[Instrument]:
    """Instruments that have figures."""
    ids = SiteSpan.objects.order_by().values("instrument").distinct()
    return list(Instrument.objects.filter(pk__in=ids))
