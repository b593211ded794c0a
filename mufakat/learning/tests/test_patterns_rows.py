"""Which questions the patterns ask about."""

from mufakat.indicators.rules import read
from mufakat.learning.queries.patterns import by_indicator


def test_what_is_not_scored_is_no_pattern() -> None:
    """It is asked and shown, and counts nowhere: nobody passes or fails by it."""
    domains = [
        {
            "code": code,
            "title": code,
            "scored": code != "catatan",
            "indicator": [{"code": f"{code}-1", "title": code, "kind": "yes_no"}],
        }
        for code in ("sdm", "catatan", "alat")
    ]
    told = {"title": "T", "level": "puskesmas", "threshold": "met*100 >= 80*applicable"}
    form = read({**told, "domain": domains})
    assert [row.key for row in by_indicator(form, [])] == ["sdm-1", "alat-1"]
