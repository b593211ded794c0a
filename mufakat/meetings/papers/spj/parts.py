"""The parts of the file in their order, and what each prints: facts for the templates of `reference/`, no bytes yet."""

from dataclasses import dataclass, field, replace
from typing import Any

from mufakat.meetings.models import SessionFile
from mufakat.meetings.queries.spj_set import Part, SessionFileSet

from .frame import short
from .made import facts_of

Facts = dict[str, Any]


@dataclass(frozen=True)
class Section:
    """One paper of a part: a template of `reference/spj.typ` with its facts, or files that were put in."""

    template: str
    facts: Facts
    files: tuple[SessionFile, ...] = ()
    name: str = ""  # what it is called as a file of its own

    @property
    def said(self) -> Facts:
        """All that it says, as text and numbers; of files what tells them apart from any other."""
        files = [[f.kept_sha256, f.caption, str(f.taken_on or ""), f.place] for f in self.files]
        return {"template": self.template, "facts": self.facts, "files": files}


@dataclass(frozen=True)
class Listed:
    """A part as the cover lists it, by its number."""

    number: int
    code: str
    label: str
    lacks: str
    required: bool
    sections: list[Section] = field(default_factory=list)

    @property
    def said(self) -> Facts:
        told = [self.number, self.code, self.label, self.lacks]
        return {"part": told, "sections": [each.said for each in self.sections]}

    @property
    def facts(self) -> Facts:
        return {
            "number": self.number,
            "label": self.label,
            "said": self.lacks,
            "printed": bool(self.sections),
            "state": "belum ada",
            "papers": [{"template": s.template, "facts": s.facts} for s in self.sections],
        }

    def printing(self, sections: list[Section]) -> "Listed":
        return replace(self, sections=sections)


def listed_parts(found: SessionFileSet) -> list[Listed]:
    """Every part that is asked for or is there, numbered. What lacks has no page: the cover says so."""
    parts = [part for part in found.parts if part.required or part.held]
    return [
        Listed(
            number,
            part.code,
            part.label,
            _lacks(part),
            part.required,
            [*_made(part, found), *_put_in(part, found)],
        )
        for number, part in enumerate(parts, start=1)
    ]


def _lacks(part: Part) -> str:
    """What is missing, and who can supply it."""
    if part.present:
        waiting = sum(held.waiting for held in part.held)
        return f"{waiting} berkas masih menunggu kiriman" if waiting else ""
    return ". ".join(x for x in (part.lacks.rstrip("."), part.supplier) if x)


def _made(part: Part, found: SessionFileSet) -> list[Section]:
    """What the house makes itself; of several editions only the last one holds."""
    last = {held.paper: held for held in part.held if held.paper}
    return [
        Section(kind, facts, name=part.label)
        for kind, held in last.items()
        if (facts := facts_of(kind, held.thing, found)) is not None
    ]


def _put_in(part: Part, found: SessionFileSet) -> list[Section]:
    files = tuple(held.file for held in part.held if held.file is not None and not held.waiting)
    if not files:
        return []
    title = found.meeting.title
    facts = {"heading": part.label, "title": title, "short_title": short(title)}
    return [Section("files", facts, files, part.label)]
