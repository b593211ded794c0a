"""What is right about a report."""

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken


def progress(percent: int | None) -> None:
    if percent is not None and not 0 <= percent <= 100:
        raise RuleBroken("update.percent", _("Progress is a number from 0 to 100."), "progress")


def still_open(state: str) -> None:
    if state != "open":
        raise RuleBroken(
            "commitment.closed", _("This promise is closed: a session has said what became of it.")
        )
