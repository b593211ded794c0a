"""Which version of an instrument holds on a day, and what it says."""

from datetime import date

from mufakat.indicators import computed, rules
from mufakat.indicators.models import Instrument, InstrumentVersion
from mufakat.indicators.rules import versions as judged

MOST_KEPT = 256  # forms of published versions, in the memory of a process
_forms: dict[str, rules.Form] = {}


def version_on(instrument: Instrument, day: date) -> InstrumentVersion | None:
    """The published version that holds on this day."""
    found = instrument.versions.filter(published_at__isnull=False, valid_from__lte=day)
    return found.order_by("-valid_from", "-number").first()


def published_before(version: InstrumentVersion) -> InstrumentVersion | None:
    found = version.instrument.versions.filter(
        published_at__isnull=False, number__lt=version.number
    )
    return found.order_by("-number").first()


def latest_published(instrument: Instrument) -> InstrumentVersion | None:
    return instrument.versions.filter(published_at__isnull=False).order_by("-number").first()


def draft_of(instrument: Instrument) -> InstrumentVersion | None:
    return instrument.versions.filter(published_at=None).first()


def form_of(version: InstrumentVersion) -> rules.Form:
    """What a version asks. A published one never changes: it is read once."""
    if not version.is_published:
        return rules.read(version.body)
    if version.digest not in _forms:
        if len(_forms) >= MOST_KEPT:
            _forms.clear()
        _forms[version.digest] = rules.read(version.body)
    return _forms[version.digest]


def faults_of(version: InstrumentVersion) -> list[str]:
    """What is still wrong with a draft."""
    return rules.faults_in(version.body, computed.names())


def keys_before(version: InstrumentVersion) -> set[str]:
    """The lasting names that published versions before this one have used."""
    earlier = version.instrument.versions.filter(
        published_at__isnull=False, number__lt=version.number
    )
    return {each.key for one in earlier for each in form_of(one).indicators}


def map_between(before: InstrumentVersion, after: InstrumentVersion) -> dict[str, str]:
    """How the questions go on: as it was published, or as it would be proposed for a draft."""
    if after.is_published:
        return dict(after.mapping)
    old, new = form_of(before), form_of(after)
    return judged.proposed(old, new) | judged.renamed(old, new)
