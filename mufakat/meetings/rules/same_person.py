"""Is it the same person? Names as people write them at a door: with or without titles, in any order, abbreviated.

A likeness is only a proposal: a registrar says yes or no, because two people do have one name.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken
from mufakat.delivery.rules import phone_digits

# Titles without dots and spaces. Those behind a name also stand there without a comma: then they are known by their
# dots, their capitals, or by having no vowel.
_BEFORE = """
bdn dr drg drh dra drs ir prof h hj hjh kh ust ustadz ustazah bpk bapak pak ibu bu sdr sdri nn ny tn bp apt ns ners pdt
letkol mayor kapten aiptu aipda bripka ipda iptu akp kompol peltu serma serka sertu
"""
_BEHIND = """
skm sip sag sh sos ssos spd spdi sp se si ssi sked skep sst sstp sstft str strkeb strkes strgz skeb sgz sfarm stp spsi
skg sap sak st skom sptk spsos sth shut spt amd amdkeb amdkep amkeb amkep amdgz amdkl amkg amak amf apt ama amg ners
mkm mkes mph mm mh msi msc ma mt mpd map mip mkep mkeb mtrkeb mepid msos mhum mag mars mba med mak mgz mbiomed phd spa
spog spogk spak spb spjp spm spkj spp spthtkl spkk spdve sppd sppk span spot spbs spkfr cert cn bsc ba
"""
BEFORE, BEHIND = frozenset(_BEFORE.split()), frozenset(_BEHIND.split())
# One name, several spellings.
VARIANTS = {
    **dict.fromkeys(
        ("moh", "muh", "mohd", "moch", "mhd", "md", "mochamad", "mochammad", "mohamad", "mohammad",
         "muhamad", "muchamad", "muchammad"),
        "muhamad",
    ),
    **dict.fromkeys(("abd", "abdoel"), "abdul"),
    **dict.fromkeys(("nurul", "noer", "noor"), "nur"),
    **dict.fromkeys(("akhmad", "achmad", "ahmat"), "ahmad"),
}  # fmt: skip
OLD_SPELLING = (("oe", "u"), ("dj", "j"), ("tj", "c"), ("sj", "sy"), ("ph", "f"))
DOUBLED = re.compile(r"([a-z])\1")
ANY_SECTOR = "lainnya"  # says nothing about where somebody comes from
LEFT_OUT = ("Cc", "Cf", "Co", "Cs", "Cn", "So", "Sk")  # control, direction, private, pictures


class Known(NamedTuple):
    """Somebody on a list or in an entry."""

    id: Any
    name: str
    phone: str = ""
    bodies: tuple[str, ...] = ()  # the names of his organisation, those that are known
    sector: str = ""


def tidy_name(name: str) -> str:
    """A name as it can be kept and printed: one line, single spaces, no signs that turn the direction, no pictures."""
    text = unicodedata.normalize("NFC", name)
    kept = (" " if sign.isspace() else sign for sign in text)
    signs = (s for s in kept if unicodedata.category(s) not in LEFT_OUT)
    tidy = " ".join("".join(signs).split())
    if sum(sign.isalpha() for sign in tidy) < 2:
        raise RuleBroken("checkin.no_name", _("Write the name in letters."), "name")
    return tidy


@lru_cache(maxsize=4096)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name that tell a person: no titles, no accents, one spelling, in the order of the alphabet."""
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    first, *behind = plain.split(",")
    words = _words(first, capitals_tell=not plain.isupper())
    for part in behind:
        if "." not in part and _letters(part) not in BEHIND:  # "Lestari, Dewi"
            words += _words(part, capitals_tell=True)
    return tuple(sorted(words))


def _words(text: str, *, capitals_tell: bool) -> list[str]:
    return [_spelt(word) for word in _plain(text, capitals_tell=capitals_tell)]


def _plain(text: str, *, capitals_tell: bool) -> list[str]:
    """The words of a text that are no titles, in small letters."""
    found: list[str] = []
    for token in text.split():
        if _is_title(token, capitals_tell):
            continue
        parts = [p for part in re.split(r"[.\-/]", token) if (p := _letters(part))]
        found += [p for p in parts if p not in BEFORE or len(p) == 1]
    return found


def sorting_name(name: str) -> tuple[str, str]:
    """By what a list of names is put in order: the name without its titles, as it is written."""
    first = name.partition(",")[0]
    words = _plain(first, capitals_tell=not first.isupper())
    return " ".join(words) or name.casefold(), name.casefold()


def _is_title(token: str, capitals_tell: bool) -> bool:
    letters = _letters(token)
    told = "." in token or (capitals_tell and token.isupper()) or not set(letters) & set("aiueo")
    return letters in BEFORE or (letters in BEHIND and told)


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _spelt(word: str) -> str:
    if word in VARIANTS:
        return VARIANTS[word]
    for old, new in OLD_SPELLING:
        word = word.replace(old, new)
    word = DOUBLED.sub(r"\1", word)
    return VARIANTS.get(word, word)


def is_same_name(one: str, other: str) -> bool:
    """All words of the shorter name stand in the longer, initials too; a single word is a name only by itself."""
    a, b = words_of(one), words_of(other)
    if not any(word in b for word in a):
        return False  # most pairs: no word in common
    if len(a) > len(b):
        a, b = b, a
    if a == b:
        return True
    whole = _paired(a, b)
    if whole is None:
        return False
    return whole >= 1 if len(a) == len(b) else whole >= 2


def _paired(short: Sequence[str], long: Sequence[str]) -> int | None:
    """How many whole words two names share when each word of the shorter has its own in the longer; None if not."""
    left = list(long)
    for word in (whole := [w for w in short if w in left and len(w) > 1]):
        if word not in left:
            return None
        left.remove(word)
    for word in (w for w in short if w not in whole):
        like = next((o for o in left if _is_initial(word, o) or _is_initial(o, word)), None)
        if like is None:
            return None
        left.remove(like)
    return len(whole)


def _is_initial(short: str, word: str) -> bool:
    return len(short) == 1 and word.startswith(short)


def is_alike(one: Known, other: Known) -> bool:
    phone = phone_digits(one.phone)
    return bool(phone and phone == phone_digits(other.phone)) or is_same_name(one.name, other.name)


def may_be(one: Known, other: Known) -> bool:
    """Alike; or of one place, the one name wholly in the other, be it a single word: "Koswara S." and "Koswara". That
    is worth a question, and never enough to make two entries one."""
    if is_alike(one, other):
        return True
    a, b = sorted((words_of(one.name), words_of(other.name)), key=len)
    return bool(_paired(a, b)) and _of_one_place(one, other)


def _of_one_place(one: Known, other: Known) -> bool:
    """Of one organisation, as people write its name, or of one sector."""
    if one.sector and one.sector == other.sector and one.sector != ANY_SECTOR:
        return True
    named, others = (
        [{_letters(word) for word in body.split()} - {""} for body in known.bodies]
        for known in (one, other)
    )
    return any(a and b and (a <= b or b <= a) for a in named for b in others)


def alike(one: Known, others: Iterable[Known]) -> list[Known]:
    """Those of the others who may be the same person: somebody is asked."""
    return [other for other in others if may_be(one, other)]


def grouped(entries: Sequence[Known]) -> list[list[Known]]:
    """Entries of one person together, each group where its first entry stands."""
    groups: list[list[Known]] = []
    by_key: dict[str, list[list[Known]]] = defaultdict(
        list
    )  # looked through where something is shared
    for entry in entries:
        keys = {*words_of(entry.name), phone_digits(entry.phone)} - {""}
        near = (group for key in sorted(keys) for group in by_key[key])
        home = next((group for group in near if is_alike(group[0], entry)), None)
        if home is None:
            home = []
            groups.append(home)
            for key in keys:
                by_key[key].append(home)
        home.append(entry)
    return groups
