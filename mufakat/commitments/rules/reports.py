"""What is right about a report."""

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken


def progress(percent: int | None) -> None:
    if percent is not None and not 0 <= percent <= 100:
        raise RuleBroken("update.percent", _("Progress is a number from 0 to 100."), "progress")


def done_is_whole(says_done: bool, percent: int | None) -> None:
    """Of one who says 80 % and "done", nobody knows which he means: he is asked, and nothing is made of it."""
    if says_done and percent is not None and percent < 100:
        raise RuleBroken(
            "update.done_percent",
            _(
                "You wrote %(percent)d %% and ticked “It is done”. If all is done, write 100 or leave the percentage "
                "empty; if something is left, take the tick away."
            )
            % {"percent": percent},
            "progress",
        )


def still_open(state: str) -> None:
    if state != "open":
        raise RuleBroken(
            "commitment.closed", _("This promise is closed: a session has said what became of it.")
        )
