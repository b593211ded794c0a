"""An answer that meets an indicator, or one that does not. Pure."""

from typing import Any

from mufakat.indicators.rules.instrument import Band, Indicator


def answer(indicator: Indicator, *, met: bool) -> dict[str, Any]:
    if indicator.kind == "yes_no":
        return {"yes": met}
    if indicator.kind == "number":
        return {"num": 20 if met else 20 * indicator.target_percent // 200, "den": 20}
    fitting = [band for band in indicator.bands if (band.points >= indicator.met_at) is met]
    chosen = max(fitting, key=lambda band: band.points)
    return {"band": chosen.code} if indicator.kind == "scale" else {"value": _inside(chosen)}


def _inside(band: Band) -> str:
    """A number within the stretch of a band."""
    return band.least or str(int(band.below) - 1)
