"""How a rule says no."""

from collections.abc import Callable

from django.utils.functional import Promise


class RuleBroken(Exception):
    """A refusal that a person reads: a code for programs, a sentence for people, and the field it is about."""

    def __init__(self, code: str, message: "str | Promise", field: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


def refusal(rule: Callable[[], object]) -> str:
    """The sentence with which a rule would refuse, whatever is typed; empty where it lets pass."""
    try:
        rule()
    except RuleBroken as broken:
        return str(broken.message)
    return ""
