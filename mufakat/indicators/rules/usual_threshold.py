"""The usual thresholds, chosen instead of written: so many per cent of the questions that apply are met, and perhaps
every required one. Pure."""

import re

MUST = "must_met >= must_applicable"
SHARE = re.compile(r"met\*100>=(\d{1,3})\*applicable")


def written(percent: int, *, all_required: bool) -> str:
    """The rule that such a choice means."""
    share = f"met*100 >= {percent}*applicable"
    return f"{MUST} and {share}" if all_required else share


def chosen(rule: str) -> tuple[int, bool] | None:
    """The choice that means this rule, as (per cent, every required one); nothing for a rule of another shape."""
    parts = ["".join(part.split()) for part in rule.split(" and ")]
    must = "".join(MUST.split())
    shares = [found for part in parts if (found := SHARE.fullmatch(part))]
    known = parts.count(must) + len(shares) == len(parts)
    if len(shares) != 1 or parts.count(must) > 1 or not known or int(shares[0][1]) > 100:
        return None
    return int(shares[0][1]), must in parts
