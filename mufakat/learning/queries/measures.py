"""What figures an instrument has, and how one stood in a place in a month."""

from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from mufakat.directory.models import Organisation, Region
from mufakat.indicators.models import Instrument, InstrumentVersion, SiteSpan
from mufakat.indicators.rules import DOMAIN, PASSED, WHOLE, Form, read


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
    """What the newest published version asks; nothing if none is published."""
    version = (
        InstrumentVersion.objects.filter(instrument=instrument, published_at__isnull=False)
        .order_by("-valid_from", "-number")
        .first()
    )
    return read(version.body) if version else None


def measures_of(form: Form | None) -> dict[str, str]:
    """Measure → its title: passing, the whole, domains, indicators."""
    if form is None:
        return {}
    found = {PASSED: _("sites that pass"), WHOLE: _("indicators met")}
    found |= {DOMAIN + each.code: _("domain: %s") % each.title for each in form.domains}
    return found | {each.key: each.title for each in form.indicators}


def domains_of(form: Form | None) -> dict[str, str]:
    return {each.code: each.title for each in form.domains} if form else {}


def standing_in(month: str) -> Q:
    """The condition "this span counts in that month"."""
    return Q(month__lte=month) & (Q(until="") | Q(until__gt=month))


def moment_of(
    instrument: Instrument, measure: str, month: str, region: Region, body: Organisation | None
) -> Moment:
    """The figure of a region, or of one body alone, as it stood in a month."""
    spans = SiteSpan.objects.filter(standing_in(month), instrument=instrument)
    spans = (
        spans.filter(organisation=body) if body else spans.filter(region_path__under=region.path)
    )
    pairs = [m[measure] for m in spans.values_list("measures", flat=True) if measure in m]
    return Moment(month, sum(p[0] for p in pairs), sum(p[1] for p in pairs), len(pairs))


def instruments_booked() -> list[Instrument]:
    """Instruments that have figures."""
    ids = SiteSpan.objects.order_by().values("instrument").distinct()
    return list(Instrument.objects.filter(pk__in=ids))
