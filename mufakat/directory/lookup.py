"""From what somebody typed to the things it may mean. Reads only; what is unclear stays unclear."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet, Value, prefetch_related_objects
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.rules import bare

from . import queries
from .models import Office, Organisation, Person, Region, RegionCode, RegionSuccession
from .models.dated import valid_on

ENOUGH = 200  # nobody reads a longer list; it is only counted
LABELLED = re.compile(r"(?P<name>.+) \((?P<code>ID|[\d.]+)\)")
CODE_LIKE = re.compile(r"ID|\d[\d.\s]*")
# The words before a name and the kinds they may stand for.
KINDS = {
    "provinsi": {"provinsi"},
    "prov": {"provinsi"},
    "kabupaten": {"kabupaten"},
    "kab": {"kabupaten"},
    "kota": {"kota"},
    "kecamatan": {"kecamatan"},
    "kec": {"kecamatan"},
    "distrik": {"distrik"},
    "kelurahan": {"kelurahan"},
    "kel": {"kelurahan"},
    "desa": {"desa", "desa_adat"},
    "kampung": {"kampung"},
    "nagari": {"nagari"},
}


@dataclass(frozen=True)
class Found[T]:
    """`sure`: the one thing that is meant. Else `maybe`, of which `exact` tells whether the whole name fits."""

    sure: T | None = None
    maybe: list[T] = field(default_factory=list)
    exact: bool = False
    ranks: Mapping[Any, int] = field(default_factory=dict)  # by key: the nearer first


def region_label(region: Region) -> str:
    """ "Kel. Jamika (32.73.04.1003)": read back by its code."""
    return f"{region} ({region.code})"


def region_with_parents(region: Region) -> str:
    """ "Kel. Jamika (32.73.04.1003), Kec. Bojongloa Kaler, Kota Bandung": to tell namesakes apart."""
    above, names = region.parent, [region_label(region)]
    while above is not None and above.level > 0 and len(names) < 3:
        names.append(str(above))
        above = above.parent if len(names) < 3 else None
    return ", ".join(names)


def regions(
    rows: "QuerySet[Region]", text: str, on: date, near: Region | None = None
) -> Found[Region]:
    """By code, by the field's own label, or by name. Raises RuleBroken for a code that is not one."""
    if CODE_LIKE.fullmatch(text):
        return Found(queries.region_by_code(text, on))
    name, claimed = text, None
    if labelled := LABELLED.fullmatch(text):
        claimed = queries.region_by_code(labelled["code"], on)
        if region_label(claimed).casefold() == text.casefold():
            return Found(claimed)
        name = labelled["name"]
    valid = rows.filter(valid_on(on))
    exact = _regions_called(valid, name)
    if claimed is not None:
        return Found(maybe=[claimed, *(r for r in exact if r != claimed)], exact=True)
    if len(exact) == 1:
        return Found(exact[0])
    if near is not None:
        here = [r for r in exact if r.path.startswith(near.path)]
        if len(here) == 1:
            return Found(here[0])
        exact.sort(key=lambda r: (not r.path.startswith(near.path), r.level, r.code))
    if exact:
        return Found(maybe=exact, exact=True)
    return Found(maybe=list(valid.filter(name__icontains=name).order_by("level", "code")[:ENOUGH]))


def _regions_called(valid: "QuerySet[Region]", name: str) -> list[Region]:
    """Those with exactly this name; a word like "Kec." before it says of which kind."""
    first, _, rest = name.partition(" ")
    kinds = KINDS.get(first.lower().rstrip("."))
    wanted = Q(name__iexact=name)
    if kinds and rest.strip():
        wanted |= Q(name__iexact=rest.strip(), kind__in=kinds)
    return list(valid.filter(wanted).order_by("level", "code")[:ENOUGH])


def instead_of_code(text: str, on: date) -> list[Region]:
    """What an unclear code may have meant: 5308 as a code of Kemendagri or of BPS, 53.1 as a cut 53.10, a code
    that has ended as what it became. These are offered, never taken."""
    if labelled := LABELLED.fullmatch(text):
        text = labelled["code"]
    codes = _codes_meant(text)
    found = Q(code__in=codes, valid_to=None) | Q(predecessors__old__code__in=codes)
    found |= Q(pk__in=RegionCode.objects.filter(code=text.strip()).values("region"))
    valid: QuerySet[Region] = Region.objects.on(on).filter(found)
    return list(valid.select_related("parent__parent").distinct().order_by("code")[:ENOUGH])


def _codes_meant(text: str) -> set[str]:
    """The Kemendagri codes that a code without dots or with a cut zero may stand for."""
    code, digits = text.strip(), text.replace(".", "").strip()
    dotted = [*re.findall(r"\d\d", digits[:6]), *filter(None, [digits[6:]])]
    whole = {".".join(dotted)} if code.isdigit() else set[str]()
    return {code, f"{code}0", re.sub(r"\.(\d)$", r".0\1", code), *whole}


def readings(text: str, regions: Sequence[Region]) -> dict[Any, list[str]]:
    """By region: of which system the code that was typed is one there, "Kemendagri 53.08" or "BPS 5308"; nothing
    for a region that has only the name."""
    code, codes = text.strip(), _codes_meant(text)
    found: dict[Any, list[str]] = {
        r.pk: [f"Kemendagri {r.code}"] for r in regions if r.code in codes
    }
    links = RegionSuccession.objects.filter(new__in=regions, old__code__in=codes)
    for new, old in links.order_by("old__code").values_list("new", "old__code"):
        found.setdefault(new, []).append(_("Kemendagri %(code)s, formerly") % {"code": old})
    others = RegionCode.objects.filter(region__in=regions, code=code).order_by("system")
    for region, system in others.values_list("region", "system"):
        found.setdefault(region, []).append(f"{system.upper()} {code}")
    return found


def organisation_label(organisation: Organisation) -> str:
    """ "Kelurahan Jamika — Kel. Jamika": the name and the region it works in."""
    return f"{organisation.name} — {organisation.region}"


def organisations(rows: "QuerySet[Any]", text: str, on: date) -> Found[Any]:
    valid = rows.filter(valid_on(on)).order_by("name", "id")
    name, _, place = text.partition(" — ")
    exact = list(valid.filter(Q(name__iexact=name) | Q(short_name__iexact=name))[:ENOUGH])
    if place:
        exact = [o for o in exact if str(o.region).casefold() == place.casefold()]
    return _one_or_ask(exact, valid, text, ("name", "short_name"))


def _held(on: date) -> "Prefetch[Any]":
    return Prefetch("offices", Office.objects.on(on).select_related("organisation"), to_attr="held")


def with_offices(people: "QuerySet[Person]", on: date) -> "QuerySet[Any]":
    """People with the offices they hold on a day, ready for their labels."""
    return people.prefetch_related(_held(on))


def fetch_offices(people: Sequence[Person], on: date) -> None:
    """The same for people who were read already, in one query."""
    prefetch_related_objects(people, _held(on))


def person_label(person: Any, on: date | None = None) -> str:
    """ "dr. Sari Dewi — Kepala Puskesmas, Puskesmas Citarip": the name and what he or she is on that day."""
    if not hasattr(person, "held"):
        day = on or clock.today()
        person.held = list(person.offices.on(day).select_related("organisation"))
    return f"{person} — {person.held[0]}" if person.held else str(person)


def people(rows: "QuerySet[Any]", text: str, on: date) -> Found[Any]:
    """By the name with or without titles; then by office: "Lurah Jamika"."""
    valid = rows.filter(valid_on(on)).order_by("name", "id")
    name, _, office = text.partition(" — ")
    # Titles stand around the name, and may be longer than any word of it: the name is a part of what was typed.
    within = valid.annotate(typed=Value(name)).filter(typed__icontains=F("name"))
    alike = [p for p in within[:ENOUGH] if _is_called(p, name)]
    if office:
        alike = [p for p in alike if person_label(p, on).casefold() == text.casefold()]
    found = _one_or_ask(alike, valid, name, ("name",))
    if found.sure is not None or found.exact or min(found.ranks.values(), default=INSIDE) < INSIDE:
        return found
    # No word of a name begins so: those whose office is called so come before the inside of names.
    holders: list[Any] = list(valid.filter(pk__in=_office_holders(name, on))[:ENOUGH])
    fetch_offices([person for person in holders if not hasattr(person, "held")], on)
    ranks = {**found.ranks, **{each.pk: _office_rank(each, name) for each in holders}}
    maybe = [*holders, *(person for person in found.maybe if person not in holders)]
    if len(maybe) == 1 and _holds(maybe[0], name):
        return Found(maybe[0])
    return Found(maybe=_ranked(maybe, ranks), exact=bool(holders), ranks=ranks)


WHOLE, BEGUN, BESIDE, INSIDE = range(4)


def _rank(text: str, words: set[str]) -> int:
    """How near what was typed comes: to whole words, to their beginnings, or only inside, as "camat" in "Kecamatan"."""
    typed = _words(text)
    if typed <= words:
        return WHOLE
    begun = all(any(word.startswith(each) for word in words) for each in typed)
    return BEGUN if begun else INSIDE


def _office_rank(person: Any, text: str) -> int:
    """The title of the office counts before the name of the organisation."""
    found = INSIDE
    for office in person.held:
        title, body = _words(office.title), office.organisation
        with_body = title | _words(body.name) | _words(body.short_name)
        beside = BESIDE if _rank(text, with_body) < INSIDE else INSIDE
        found = min(found, _rank(text, title), beside)
    return found


def _holds(person: Any, text: str) -> bool:
    """Does every word typed stand whole in one office, one of them in its title? "Lurah Jamika" is said of the lurah
    of Kelurahan Jamika; "Jamika" alone names nobody."""
    typed = _words(text)
    for office in person.held:
        title, body = _words(office.title), office.organisation
        if typed & title and typed <= title | _words(body.name) | _words(body.short_name):
            return True
    return False


def _words(text: str) -> set[str]:
    return {word for word in re.split(r"[\s,.()—/-]+", text.casefold()) if word}


def _ranked(things: list[Any], ranks: Mapping[Any, int]) -> list[Any]:
    return sorted(things, key=lambda thing: ranks[thing.pk])


def _is_called(person: Person, name: str) -> bool:
    return bare(name) in (bare(person.name), bare(str(person)))


def _office_holders(text: str, on: date) -> "QuerySet[Any]":
    offices = Office.objects.on(on)
    for word in text.split():
        offices = offices.filter(
            Q(title__icontains=word)
            | Q(organisation__name__icontains=word)
            | Q(organisation__short_name__icontains=word)
        )
    found: QuerySet[Any] = offices.values("person")
    return found


def forums(rows: "QuerySet[Any]", text: str, on: date) -> Found[Any]:
    valid = rows.filter(valid_on(on)).order_by("name", "id")
    name, _, place = text.partition(" — ")
    exact = list(valid.filter(name__iexact=name)[:ENOUGH])
    if place:
        exact = [f for f in exact if str(f.region).casefold() == place.casefold()]
    return _one_or_ask(exact, valid, text, ("name",))


def users(rows: "QuerySet[Any]", text: str) -> Found[Any]:
    labelled = re.fullmatch(r".+ \((?P<username>\S+)\)", text)
    username = labelled["username"] if labelled else text
    if sure := rows.filter(username=username).first():
        return Found(sure)
    exact = list(rows.filter(person__name__iexact=text)[:ENOUGH])
    return _one_or_ask(exact, rows.order_by("username"), text, ("person__name", "username"))


def _one_or_ask(
    exact: list[Any], valid: "QuerySet[Any]", text: str, names: tuple[str, ...]
) -> Found[Any]:
    """The only one of that name; else the only one with these whole words in its name; else a question."""
    if len(exact) == 1:
        return Found(exact[0])
    if exact:
        return Found(maybe=exact, exact=True)
    found = valid
    for word in text.replace(" — ", " ").split():
        wanted = Q()
        for name in names:
            wanted |= Q(**{f"{name}__icontains": word})
        found = found.filter(wanted)
    maybe = list(found[:ENOUGH])
    if len(maybe) == 1 and _whole_words(text, maybe[0], names):
        return Found(maybe[0])
    ranks = {thing.pk: _rank(text, _spoken(thing, names)) for thing in maybe}
    return Found(maybe=_ranked(maybe, ranks), ranks=ranks)


def _whole_words(text: str, thing: Any, names: tuple[str, ...]) -> bool:
    """Does every word typed stand whole in one of the names? "Citarip" is said of Citarip, "Cita" is not."""
    typed = _words(text)
    return bool(typed) and typed <= _spoken(thing, names)


def _spoken(thing: Any, names: tuple[str, ...]) -> set[str]:
    spoken: set[str] = set()
    for name in names:
        value = thing
        for step in name.split("__"):
            value = getattr(value, step, None)
        spoken |= _words(str(value or ""))
    return spoken
