"""The kinds of meeting as the repository describes them: run sheets, papers, typical invitees."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from mufakat.directory.models.forums import ForumKind
from mufakat.directory.queries import sectors
from mufakat.meetings import rules

REFERENCE = Path(__file__).parents[1] / "reference"


@cache
def _protocols() -> list[dict[str, Any]]:
    """Every version of every kind, in the order of the files."""
    return read_kinds(REFERENCE / "protocols")


def read_kinds(folder: Path) -> list[dict[str, Any]]:
    """The kinds of meeting of a folder. One with a fault, a paper or a sector that nobody knows, stops the start: it
    would be printed."""
    read = (
        tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.toml"))
    )
    found = [sheet for each in read for sheet in each["protocol"]]
    codes = {"sectors": dict(sectors()), "forum_kinds": ForumKind.values, "papers": paper_titles()}
    faults = [fault for sheet in found for fault in rules.faults_in(sheet, **codes)]
    if faults:
        raise ValueError("; ".join(faults))
    return found


@cache
def paper_titles() -> dict[str, dict[str, str]]:
    text = (REFERENCE / "papers.toml").read_text(encoding="utf-8")
    return {row["code"]: row for row in tomllib.loads(text)["paper"]}


def in_language(row: dict[str, Any], name: str) -> str:
    """A text of reference data in the reader's language."""
    return str(row.get(f"{name}_{'en' if get_language() == 'en' else 'id'}", ""))


def protocol(kind: str, version: str | None = None) -> dict[str, Any]:
    """The run sheet of a kind of meeting in the reference: this version, or the newest."""
    found = [p for p in _protocols() if p["kind"] == kind and version in (None, p["version"])]
    return max(found, key=lambda p: str(p["version"]))


def kinds() -> list[tuple[str, str]]:
    """Code and title of every kind of meeting."""
    newest = {p["kind"]: p for p in sorted(_protocols(), key=lambda p: str(p["version"]))}
    ordered = {p["kind"]: newest[p["kind"]] for p in _protocols()}
    return [(kind, in_language(p, "title")) for kind, p in ordered.items()]


def kind_title(kind: str) -> str:
    return dict(kinds()).get(kind, kind)


def papers_of(run_sheet: dict[str, Any]) -> list[str]:
    """The papers of a run sheet: those of the reference by their title, an office's own as it wrote them."""
    papers = paper_titles()
    return [in_language(papers[p], "title") if p in papers else p for p in run_sheet["papers"]]
