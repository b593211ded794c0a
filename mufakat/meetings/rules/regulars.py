"""Who always comes, who never, and who sends others: of the sessions to which one was invited."""

from typing import NamedTuple


class Regular(NamedTuple):
    """A body or a person over a year: sessions to which invited, in which there himself, in which by another."""

    key: str
    name: str
    invited: int
    came: int
    sent: int

    @property
    def kind(self) -> str:
        """`always` and `never` need two invitations at least: one session makes no habit."""
        if self.invited < 2:
            return "once"
        if self.came >= self.invited:
            return "always"
        if not self.came and not self.sent:
            return "never"
        return "sends" if self.sent > self.came else "sometimes"


def in_order(rows: list[Regular]) -> list[Regular]:
    """The rarest guests first: they are who somebody has to visit."""
    return sorted(
        rows, key=lambda r: (r.came * 1000 // max(r.invited, 1), r.sent, r.name.casefold())
    )
