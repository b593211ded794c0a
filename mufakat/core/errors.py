"""How a rule says no."""

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
