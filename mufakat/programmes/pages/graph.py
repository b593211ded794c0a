"""The picture of who learns from whom: each centre, beside it those that learn from it, and so on; one line for each
replication. What was stopped is left out. Names are whole: the browser breaks them where they do not fit."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from mufakat.programmes.models import Replication

MOST_BESIDE = 3  # generations beside each other; of more, each stands below the one before


@dataclass
class Branch:
    """A Puskesmas in the picture, and below it those that learn from it."""

    body: Any
    teaches: bool
    state: str = ""  # of the replication that leads here, with its word; empty at the beginning
    word: str = ""
    is_again: bool = False  # those that learn from it stand elsewhere in the picture
    branches: list["Branch"] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"/program/fasilitas/{self.body.pk}/"

    @property
    def generations(self) -> int:
        return 1 + max((each.generations for each in self.branches), default=0)


@dataclass(frozen=True)
class Graph:
    branches: list[Branch]

    @property
    def is_deep(self) -> bool:
        return max(each.generations for each in self.branches) > MOST_BESIDE


def drawn(replications: Iterable[Replication]) -> Graph | None:
    """Nothing for no row. Who learns from two centres stands under both; whoever learns from it, under the first of
    them only. No rule lets a circle come about; where rows make one all the same, it begins with its first row."""
    rows = [row for row in replications if row.state != "stopped"]
    taught: dict[Any, list[Replication]] = {}
    for row in rows:
        taught.setdefault(row.unit.puskesmas_id, []).append(row)
    placed: set[Any] = set()

    def grown(branch: Branch) -> Branch:
        placed.add(branch.body.pk)
        for row in taught.get(branch.body.pk, []):
            teaches = row.target_id in taught
            word = str(row.get_state_display())
            again = teaches and row.target_id in placed
            learner = Branch(row.target, teaches, row.state, word, again)
            branch.branches.append(grown(learner) if teaches and not again else learner)
        return branch

    learn = {row.target_id for row in rows}
    heads = sorted(rows, key=lambda row: row.unit.puskesmas_id in learn)  # who only teaches first
    found = [
        grown(Branch(row.unit.puskesmas, teaches=True))
        for row in heads
        if row.unit.puskesmas_id not in placed
    ]
    return Graph(found) if found else None
