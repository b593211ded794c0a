"""Who reads an instrument, and who may write it. Published versions are everybody's who sees programmes; a draft is
seen where it is written."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from mufakat.core import clock
from mufakat.core.numbers import number_in
from mufakat.directory.access import can, organisations_where
from mufakat.directory.models import Office, Organisation
from mufakat.indicators.models import Instrument, InstrumentVersion
from mufakat.indicators.rules import editing

SEE, WRITE = "programme.see", "instrument.record"


def visible_instruments(user: Any) -> QuerySet[Instrument]:
    """Those with a published version, and those that the user writes."""
    if not can(user, SEE):
        return Instrument.objects.none()
    published = Instrument.objects.filter(versions__published_at__isnull=False).values("pk")
    written = Instrument.objects.filter(organisations_where(user, WRITE, "keeper__")).values("pk")
    return Instrument.objects.filter(Q(pk__in=published) | Q(pk__in=written))


def may_write(user: Any, instrument: Instrument) -> bool:
    return instrument.keeper is not None and can(user, WRITE, instrument.keeper)


def get_instrument(user: Any, code: str, verb: str = SEE) -> Instrument:
    """404 if the user may not see it, 403 if he may see but not do."""
    found = visible_instruments(user).select_related("keeper").filter(code=code).first()
    if found is None:
        raise Http404
    if verb == WRITE and not may_write(user, found):
        raise PermissionDenied
    return found


def get_version(user: Any, code: str, number: int, verb: str = SEE) -> InstrumentVersion:
    instrument = get_instrument(user, code, verb)
    found = instrument.versions.filter(number=number).first()
    if found is None or not (found.is_published or may_write(user, instrument)):
        raise Http404
    found.instrument = instrument
    return found


def get_question(version: InstrumentVersion, code: str) -> dict[str, Any]:
    found = editing.question_in(version.body, code)
    if found is None:
        raise Http404
    return found


def get_domain(version: InstrumentVersion, code: str) -> dict[str, Any]:
    found = editing.domain_in(version.body, code)
    if found is None:
        raise Http404
    return found


def keepers(user: Any) -> QuerySet[Organisation]:
    """The offices whose instruments the user may write."""
    return Organisation.objects.on(clock.today()).filter(organisations_where(user, WRITE))


def own_keeper(user: Any) -> Organisation | None:
    """Where the user has his office, if he may write for it."""
    person = getattr(user, "person_id", None)
    offices = Office.objects.on(clock.today()).filter(person=person) if person else None
    if offices is None:
        return None
    return keepers(user).filter(pk__in=offices.values("organisation")).first()


def copied(user: Any, asked: str) -> InstrumentVersion | None:
    """The version that an address asks to copy ("coe/1"); nothing if it asks for none."""
    if not asked:
        return None
    code, _sign, number = asked.partition("/")
    return get_version(user, code, number_in(number, most=10_000) or 0)
