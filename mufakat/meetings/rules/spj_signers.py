"""Who signs which paper of the accountability file: what is right about the reference data, and who holds an office."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

COVER = "spj"
WHO = ("chair", "notulis")
MOST_ON_A_PAPER = 6


class Holder(NamedTuple):
    """Somebody in an office of a host."""

    body: str
    office: str
    name: str
    nip: str


def faults_in_signatures(spj: Mapping[str, Any], parts: Collection[str]) -> list[str]:
    """A paper that nobody knows, a signer nobody could be, a nation without signers."""
    found = []
    for table in spj["signatures"]:
        place = table["district"]["code"] if "district" in table else ""
        name = f"signatures {table['year']} {place}".rstrip()
        found += [f"{name}: no source"] * (not table["source"])
        for row in table["person"]:
            if row["paper"] not in (COVER, *parts):
                found.append(f"{name}: unknown paper: {row['paper']}")
            if (row.get("who") in WHO) == bool(row.get("offices")):
                found.append(f"{name}: {row['title']}: who or offices, one of them")
        papers = [row["paper"] for row in table["person"]]
        crowded = sorted({p for p in papers if papers.count(p) > MOST_ON_A_PAPER})
        found += [f"{name}: too many sign: {paper}" for paper in crowded]
    if all("district" in table for table in spj["signatures"]):
        found.append("signatures: none hold for the nation")
    return found


def holders_of(offices: Sequence[str], found: Collection[Holder]) -> list[Holder]:
    """Of each host who holds the first of these offices that somebody holds there, by how their names begin."""
    held = []
    for body in dict.fromkeys(each.body for each in found):
        here = [each for each in found if each.body == body]
        held += next(filter(None, (_in_office(office, here) for office in offices)), [])
    return held


def _in_office(office: str, found: Collection[Holder]) -> list[Holder]:
    begin = office.casefold()
    return [each for each in found if each.office.casefold().startswith(begin)]
