"""Local-area monitoring as a page: a sentence that names who is left behind, a picture, a table."""

from typing import Any

from django.utils.translation import gettext as _, ngettext

from mufakat.core.numbers import grouped
from mufakat.directory.models import Organisation
from mufakat.indicators.queries.local import Village, coverages, villages
from mufakat.indicators.queries.scopes import Scope

NAMED = 3  # villages that the sentence names


def local_page(scope: Scope, key: str, body: Organisation | None) -> dict[str, Any]:
    """`key`: the lasting name of the coverage; else the first is shown. Villages are counted in a kecamatan or for a
    Puskesmas; above, the page leads down."""
    choices = coverages(scope)
    chosen = next((each for each in choices if each.key == key), choices[0] if choices else None)
    found: dict[str, Any] = {
        "title": _("Local-area monitoring (PWS)"),
        "choices": choices,
        "chosen": chosen,
        "rows": [],
        "too_wide": body is None and scope.region.level < 3,
    }
    if chosen is None or found["too_wide"]:
        return found
    rows = villages(scope, chosen, body)
    return found | {
        "title": finding(rows, chosen.target_percent, chosen.title),
        "rows": [_row(village) for village in rows],
        "told": [_row(village) for village in rows if village.den],
        "none": [village for village in rows if not village.den],
    }


def finding(rows: list[Village], target: int, title: str) -> str:
    """ "3 of 5 villages have not reached 80 %: Kopo, Jamika, Babakan Asih"."""
    told = [village for village in rows if village.den]
    behind = [village for village in told if not village.reached]
    if not told:
        return _("%(title)s: no village has a coverage yet") % {"title": title}
    words = {"title": title, "target": target, "n": len(behind), "all": len(told)}
    if not behind:
        return _("%(title)s: all %(all)s villages have reached %(target)s %%") % words
    names = ", ".join(village.label for village in behind[:NAMED])
    words["names"] = f"{names} …" if len(behind) > NAMED else names
    sentence = ngettext(
        "%(title)s: %(n)s of %(all)s villages has not reached %(target)s %%: %(names)s",
        "%(title)s: %(n)s of %(all)s villages have not reached %(target)s %%: %(names)s",
        len(behind),
    )
    return sentence % words


def _row(village: Village) -> dict[str, Any]:
    """A row of the picture and of the table."""
    state = "kept" if village.reached else "late" if village.den else "waiting"
    if village.reached:
        word = _("reached")
    elif village.den:
        word = ngettext("%(n)s person short", "%(n)s people short", village.left) % {
            "n": grouped(village.left)
        }
    else:
        word = str(village.why)
    return {
        "label": village.label,
        "num": village.num,
        "den": village.den,
        "url": village.url,
        "num_url": village.url,
        "state": state,
        "word": word,
    }
