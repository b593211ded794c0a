"""A study in words and as a picture."""

from typing import Any

from django.utils.translation import gettext as _, ngettext

from mufakat.learning.models import Study
from mufakat.learning.queries import measures
from mufakat.learning.rules import comparable, effect as right

from .patterns import points

HEIGHT, EDGE = 200, 16  # px of the picture, and room above and below


def study_page(study: Study) -> dict[str, Any]:
    result = study.result
    shown: dict[str, Any] = {
        "study": study,
        "figure": measures.title_of(study.instrument, study.measure),
        "reasons": [reasons()[code] for code in result.get("reasons", ())],
        "left_out": _left_out(result.get("left_out", {})),
    }
    if study.state == "done":
        shown |= {
            "finding": finding_of(result),
            "interval": _between(result),
            "drawn": drawn(result["months"]),
            "rows": [_row(each) for each in result["months"]],
            "doubts": _doubts(result),
        }
    return shown


def finding_of(result: dict[str, Any]) -> str:
    """What may be said: more, less, or nothing sure."""
    told = {"points": points(result["points"])}
    if result["low"] > 0:
        return (
            _("Since they entered, the figure lies higher than expected: %(points)s percent points")
            % told
        )
    if result["high"] < 0:
        return (
            _("Since they entered, the figure lies lower than expected: %(points)s percent points")
            % told
        )
    return _("No sure difference since they entered")


def _between(each: dict[str, Any]) -> str:
    return _("%(low)s to %(high)s") % {"low": points(each["low"]), "high": points(each["high"])}


def _row(each: dict[str, Any]) -> dict[str, Any]:
    return {
        "since": _since(each["since"]),
        "points": points(each["points"]) if each["since"] != -1 else _("compared with"),
        "interval": _between(each) if each["since"] != -1 else "–",
        "sites": each["sites"],
    }


def _since(month: int) -> str:
    if month == 0:
        return _("month of entry")
    n = abs(month)
    told = ngettext("%(n)d month before", "%(n)d months before", n)
    if month > 0:
        told = ngettext("%(n)d month after", "%(n)d months after", n)
    return told % {"n": n}


def _doubts(result: dict[str, Any]) -> list[str]:
    """What the reader must know before he believes it."""
    found = []
    if "counted" not in result:
        found.append(
            _(
                "This answer is an old one: the last figure of a site counted in the months after it as well, "
                "as if it had been assessed again. Do not rely on it; ask again."
            )
        )
    if result["ahead"] == "moving":
        found.append(
            _(
                "Already before entry the sites that entered moved otherwise than the others: "
                "do not take the difference for an effect."
            )
        )
    elif result["ahead"] == "unknown":
        found.append(
            _(
                "Whether they moved alike until they entered was not tested: too few months before entry "
                "have enough units beside them."
            )
        )
    if result["clusters"] < 40:
        found.append(
            _("Only %(n)d units were compared: the true interval may be somewhat wider.")
            % {"n": result["clusters"]}
        )
    return found


def _left_out(counts: dict[str, int]) -> list[str]:
    words = {
        "months": ngettext(
            "%(n)d month in which too few units are left to compare with",
            "%(n)d months in which too few units are left to compare with",
            counts.get("months", 0),
        ),
        "not_linked": ngettext(
            "%(n)d site whose months in the programme are not connected with those before it entered",
            "%(n)d sites whose months in the programme are not connected with those before they entered",
            counts.get("not_linked", 0),
        ),
        "apart": ngettext(
            "%(n)d site in the programme that was never assessed in a month with the others",
            "%(n)d sites in the programme that were never assessed in a month with the others",
            counts.get("apart", 0),
        ),
        "short_before": ngettext(
            "%(n)d site assessed in fewer than three months before it entered",
            "%(n)d sites assessed in fewer than three months before they entered",
            counts.get("short_before", 0),
        ),
        "single": ngettext(
            "%(n)d site outside the programme with a single figure",
            "%(n)d sites outside the programme with a single figure",
            counts.get("single", 0),
        ),
        "no_figure": ngettext(
            "%(n)d site without this figure",
            "%(n)d sites without this figure",
            counts.get("no_figure", 0),
        ),
    }
    return [told % {"n": counts[code]} for code, told in words.items() if counts.get(code)]


def reasons() -> dict[str, str]:
    """Why there is no answer, and what would change that."""
    n: dict[str, int] = {
        "side": comparable.LEAST_SIDE,
        "before": comparable.LEAST_BEFORE,
        "months": right.LEAST_MONTHS,
        "units": right.LEAST_UNITS,
        "most": comparable.MOST_SITES,
    }
    return {
        "nobody_entered": _(
            "No site with this figure has entered the programme within these months."
        ),
        "few_before": _(
            "No site was assessed in at least %(before)d months before it entered: how it was before is not known."
        )
        % n,
        "few_months": _("There are assessments of fewer than %(months)d months.") % n,
        "all_at_once": _(
            "All sites entered in the same month: what else happened in that month "
            "cannot be told apart from the programme."
        ),
        "few_entered": _(
            "Fewer than %(side)d units (sites, or districts where whole districts enter) have entered. "
            "A unit with most of the sites does not count for several: chance would rule."
        )
        % n,
        "few_compared": _(
            "In months since sites entered, fewer than %(side)d units that are not yet in the programme have a figure: "
            "there is nothing to compare with."
        )
        % n,
        "not_linked": _(
            "The figures are not connected: sites in the programme stand beside fewer than %(side)d units "
            "that have figures both in that month and from before those sites entered. "
            "What differed from the beginning cannot be told apart from the programme."
        )
        % n,
        "few_units": _(
            "Fewer than %(units)d units (sites, or districts where whole districts enter) are compared: "
            "chance would rule."
        )
        % n,
        "too_many": _(
            "More than %(most)d sites are too many for one computation: choose a smaller region."
        )
        % n,
        "no_variation": _("The figure never changes: there is nothing to explain."),
        "no_fit": _(
            "The computation found no single answer: the figures fit several explanations equally well."
        ),
        "not_tested": _(
            "Whether the sites moved alike before they entered cannot be tested: too few months before entry have "
            "enough assessed units beside them. What looks like an effect may have been on its way before."
        ),
        "not_installed": _(
            "The computation needs an additional part: install it as the README says under “Effects”, and start again. "
            "Then this question is answered by itself."
        ),
        "broke": _("The computation broke off. The administrator finds the reason in the log."),
    }


def drawn(months: list[dict[str, Any]]) -> dict[str, Any]:
    """Where points, intervals and the line of nought stand: across in percent of the width, down in px."""
    top: int = max(1, *(each["high"] for each in months))
    low: int = min(-1, *(each["low"] for each in months))
    span = top - low

    def down(value: int) -> int:
        return EDGE + (top - value) * (HEIGHT - 2 * EDGE) // span

    slot = 100 / len(months)
    return {
        "height": HEIGHT,
        "zero": down(0),
        "entry": f"{sum(each['since'] < 0 for each in months) * slot:.3f}%",
        "marks": [
            {
                "x": f"{(at + 0.5) * slot:.3f}%",
                "y": down(each["points"]),
                "y1": down(each["high"]),
                "y2": down(each["low"]),
                "label": each["since"],
                "base": each["since"] == -1,
            }
            for at, each in enumerate(months)
        ],
        "top": points(top),
        "low": points(low),
    }
