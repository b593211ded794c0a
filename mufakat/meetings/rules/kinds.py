"""What is right about a kind of meeting as the repository describes it, and how it is said in a kota."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from mufakat.core.errors import RuleBroken

from .protocols import steps_are_whole


def faults_in(
    sheet: Mapping[str, Any],
    *,
    papers: Collection[str],
    sectors: Collection[str],
    forum_kinds: Collection[str],
) -> list[str]:
    """What is wrong with a kind of meeting as the repository describes it: codes that nobody knows, a step that is
    lost. Found when the files are read, by a developer; users never see it."""
    known = (
        ("papers", sheet["papers"], papers),
        ("invitees", [row["sector"] for row in sheet["invitees"]], sectors),
        ("forum_kinds", sheet["forum_kinds"], forum_kinds),
    )
    faults = [
        f"{sheet['kind']}: unknown {what}: {code}"
        for what, codes, those in known
        for code in codes
        if code not in those
    ]
    try:
        steps_are_whole([step | {"title": step["title_id"]} for step in sheet["step"]])
    except RuleBroken as broken:
        faults.append(f"{sheet['kind']}: {broken.message}")
    return faults


_IN_TOWN = (
    (r"\bKepala desa\b", "Lurah"),
    (r"\bkepala desa\b", "lurah"),
    (r"(?<!kelurahan/)(?<!bidan )\bdesa\b(?!/)", "kelurahan"),
)


def said_in_town(text: str) -> str:
    """A step of the reference as it is read out in a kota: lurah and kelurahan for kepala desa and desa."""
    for written, said in _IN_TOWN:
        text = re.sub(written, said, text)
    return text
