"""Which region an outline is of: by its code, told with its system, else by its name within the region above. What is
not clear is reported, never guessed: 5308 is Ende in one system and Lembata in the other."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .reading import Outline

# What files call these things, in small letters.
KEMENDAGRI = ("kode", "code", "kode_wilayah", "kode_kemendagri", "kemendagri", "kdcpum")
OF_KEMENDAGRI = ("kode_kemendagri", "kemendagri", "kdcpum")  # these name the system itself
BPS = ("kode_bps", "bps", "kdbbps", "idbps", "kode_bps_2020")
NAMES = ("nama", "name", "namobj", "nama_wilayah", "wadmkk", "wadmpr")
PARENTS = ("kode_induk", "parent", "kode_prov", "kode_kab", "induk")
WIDTHS = (2, 4, 6, 10)  # figures of a code of Kemendagri: province, district, kecamatan, village
KIND = re.compile(
    r"^((provinsi|prov|kabupaten|kab|kota|administrasi|adm|kecamatan|kec|distrik|kelurahan|kel|desa adat|desa|kampung|"
    r"nagari|daerah istimewa|daerah khusus ibukota|dki|di)\b\.?\s*)+"
)


@dataclass(frozen=True)
class Place:
    """A region as far as matching asks for it."""

    id: Any
    code: str
    name: str
    level: int


@dataclass(frozen=True)
class Unmatched:
    """An outline that was left out, and why: `unknown` `unclear` `other_name` `no_system` `twice`; `outside`
    (`reading`); `no_area`, `tangled`, `hole` (`shapes`)."""

    label: str
    why: str


@dataclass
class Known:
    """The regions of today, by everything that a file may call them."""

    by_code: Mapping[str, Place]
    by_bps: Mapping[str, Place]
    by_name: dict[tuple[str, str], list[Place]] = field(default_factory=dict)

    @classmethod
    def of(cls, places: Iterable[Place], bps: Mapping[str, Place]) -> "Known":
        made = cls({place.code: place for place in places}, bps)
        for place in made.by_code.values():
            above = place.code.rpartition(".")[0]
            made.by_name.setdefault((above, plain(place.name)), []).append(place)
        return made


def plain(name: str) -> str:
    """A name without its kind, in small letters and figures: "Kabupaten Aceh Selatan" is "acehselatan"."""
    lower = name.strip().lower()
    return re.sub(r"[^a-z0-9]", "", KIND.sub("", lower) or lower)


def dotted(code: str) -> str:
    """A code of Kemendagri with its dots; empty for what is none (53.1 has lost a figure)."""
    figures = code.replace(".", "")
    if not (figures.isascii() and figures.isdecimal()) or len(figures) not in WIDTHS:
        return ""
    parts = [figures[a:b] for a, b in zip((0, 2, 4, 6), WIDTHS, strict=True) if figures[a:b]]
    made = ".".join(parts)
    return made if "." not in code or made == code else ""


def match(outline: Outline, known: Known, system: str = "") -> Place | Unmatched:
    """`system` ("kemendagri", "bps"): whose the codes are that do not say it. Without it such a code is taken for one
    of Kemendagri only where something bears it out: its dots, the name beside it, or that it is the same in both."""
    said = {key.lower(): _text(value) for key, value in outline.properties.items()}
    name = next((said[key] for key in NAMES if said.get(key)), "")
    by_bps = next((said[key] for key in BPS if said.get(key)), "")
    code = next((said[key] for key in KEMENDAGRI if said.get(key)), "")
    if system == "bps" and not by_bps:
        by_bps, code = code.replace(".", ""), ""
    label = " ".join(filter(None, (by_bps if system == "bps" else code or by_bps, name))) or "?"
    place = known.by_code.get(dotted(code)) or known.by_bps.get(by_bps)
    if place is not None:
        is_said = name or not code or _says_system(outline, code, system)
        if not is_said and known.by_bps.get(code) != place:
            return Unmatched(f"{label} ({place.name}?)", "no_system")
        if name and plain(name) != plain(place.name):
            return Unmatched(f"{label} ≠ {place.name} ({place.code})", "other_name")
        return place
    return _by_name(said, name, known, label)


def _says_system(outline: Outline, code: str, system: str) -> bool:
    named = {key.lower() for key, value in outline.properties.items() if _text(value) == code}
    return bool(system) or "." in code or bool(named & set(OF_KEMENDAGRI))


def _by_name(said: Mapping[str, str], name: str, known: Known, label: str) -> Place | Unmatched:
    """Names repeat: only within the region above, which the file must name by its code; provinces lie in none."""
    parent = next((said[key] for key in PARENTS if said.get(key)), "")
    found = known.by_name.get((dotted(parent), plain(name)), []) if name else []
    if len(found) == 1:
        return found[0]
    return Unmatched(label, "unclear" if found else "unknown")


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, (dict, list)) else str(value).strip()
