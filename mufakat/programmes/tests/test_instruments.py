"""By which instrument the units of a cohort are assessed."""

from typing import Any

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.core.ids import new_id
from mufakat.programmes import actions, instruments
from mufakat.programmes.models import Cohort
from tests.world import World

from .test_pages import shown


def test_a_cohort_names_a_published_instrument(
    world: World, on_the_day: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chosen of those that are published; what was typed before there was a choice is shown, and may stay."""
    monkeypatch.setattr(instruments, "_sources", [lambda: [("coe", "COE")]])
    client, cohort = world.client("ministry"), Cohort.objects.get(title="Global Fund 2025")
    address = f"{cohort.get_absolute_url()}ubah/"
    form = shown(client.get(address))["form"]
    codes = [code for code, _title in form.fields["instrument_code"].choices]
    assert codes[0] == "" and "coe" in codes
    typed = {name: form.initial[name] or "" for name in form.initial} | {"base": cohort.version}
    for code, status in (("COE salah", 422), ("coe", 303)):
        answer: Any = client.post(
            address, {**typed, "act_id": str(new_id()), "instrument_code": code}
        )
        assert answer.status_code == status, answer.context_data["form"].errors
    cohort.refresh_from_db()
    assert cohort.instrument_code == "coe"
    with pytest.raises(RuleBroken) as broken, world.doing("ministry") as act:
        actions.change_cohort(act, cohort, base=cohort.version, instrument_code="COE salah")
    assert (broken.value.code, broken.value.field) == ("cohort.instrument", "instrument_code")
    Cohort.objects.filter(pk=cohort.pk).update(instrument_code="COE salah")
    form = shown(client.get(address))["form"]
    assert "COE salah" in dict(form.fields["instrument_code"].choices)
