"""What the accountability file of a session (SPJ) is made of."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mufakat.core.numbers import rupiah
from mufakat.meetings.models import Meeting


@dataclass(frozen=True)
class Held:
    """One thing that is there: a paper that the house makes, or a file that was put in."""

    label: str
    url: str
    note: str = ""  # "edition 2", "Aula Kecamatan, 29 Sep 2023"
    pages: int | None = None  # where it is known
    sha256: str = ""  # of the bytes as they are kept
    waiting: bool = False  # its bytes have not arrived yet
    file: Any = None  # SessionFile, of what was put in
    # what the house makes: letter, agenda, attendance, minutes, promises, sheet, terms, costs, proposals
    paper: str = ""
    thing: Any = None  # Letter, Minutes, JointCommitment, Terms: what the paper is of


@dataclass(frozen=True)
class Part:
    """One part of the file. `code` is that of `reference/papers.toml`; `required` says whether the rule of this kind,
    district and year asks for it; `lacks` says what is missing where it is not `present`."""

    code: str
    label: str
    required: bool
    present: bool
    held: list[Held] = field(default_factory=list)
    supplier: str = ""  # "Notulis: Dewi Lestari, S.K.M"
    lacks: str = ""
    supply_url: str = ""  # the page where it is supplied
    supply_label: str = ""  # and what its button says

    @property
    def missing(self) -> bool:
        return self.required and not self.present

    @property
    def pages(self) -> int | None:
        """How many pages there are, if that is known of all."""
        known = [held.pages for held in self.held if held.pages is not None]
        return sum(known) if known and len(known) == len(self.held) else None


@dataclass(frozen=True)
class CostLine:
    """One line of the recap: people × quantity × rate = amount; `ceiling_idr` is the rate table's of that day."""

    id: Any
    title: str
    unit: str
    people: int
    quantity: int
    rate_idr: int
    amount_idr: int
    ceiling_idr: int | None = None
    recipient: str = ""
    spent_on: date | None = None
    paper: str = ""  # the part that holds its receipt
    receipt: Any = None  # SessionFile

    def __str__(self) -> str:
        return f"{self.title}, {rupiah(self.amount_idr)}"

    @property
    def over_idr(self) -> int:
        """By how much one unit lies over the rate table."""
        return max(0, self.rate_idr - self.ceiling_idr) if self.ceiling_idr is not None else 0


@dataclass(frozen=True)
class SessionFileSet:
    """The file of a session as it stands on a day."""

    meeting: Meeting
    on: date
    year: int
    district: str  # Kemendagri code of the kabupaten/kota, "" above it
    source: str  # where the list of parts comes from
    rates_source: str  # and the rate table; "" where there is none
    deadline: date | None
    parts: list[Part]
    costs: list[CostLine] = field(default_factory=list)
    terms: Any = None  # Terms (the KAK), if it is written

    @property
    def needed(self) -> int:
        return sum(part.required for part in self.parts)

    @property
    def have(self) -> int:
        return sum(part.required and part.present for part in self.parts)

    @property
    def missing(self) -> list[Part]:
        return [part for part in self.parts if part.missing]

    @property
    def is_complete(self) -> bool:
        return not self.missing

    @property
    def is_overdue(self) -> bool:
        return not self.is_complete and self.deadline is not None and self.on > self.deadline

    @property
    def total_idr(self) -> int:
        return sum(line.amount_idr for line in self.costs)

    @property
    def over(self) -> list[CostLine]:
        """The lines whose rate lies over the table."""
        return [line for line in self.costs if line.over_idr]

    def part(self, code: str) -> Part | None:
        return next((part for part in self.parts if part.code == code), None)
