"""Two tabs of one person: what a stale one left as it was undoes nothing; what was changed in it is written."""

from typing import Any

import pytest
import time_machine

from mufakat.core.ids import new_id
from mufakat.indicators.models import Assessment
from tests.assessing import accept, begin, centre_of, fill, instrument_of, send
from tests.world import World

pytestmark = pytest.mark.usefixtures("on_the_day")


@pytest.fixture
def assessment(world: World) -> Assessment:
    """Everything is answered: "dokter" yes, "kader" 8 of 10 in both Posyandu."""
    centre_of(world)
    return fill(world, begin(world, instrument_of()))


class Tab:
    """The form of a domain as it was when it was opened."""

    def __init__(self, world: World, assessment: Assessment, who: str = "notulis") -> None:
        assessment.refresh_from_db()
        self.client, self.url = world.client(who), f"{assessment.get_absolute_url()}isi/sdm/"
        self.boxes = {"act_id": str(new_id()), "base": str(assessment.version)}
        for name, part in assessment.answers["dokter"].items():
            self.boxes[f"dokter:{name}"] = "yes" if part["yes"] else "no"
        for name, part in assessment.answers["kader"].items():
            self.boxes[f"kader:{name}"] = str(part["num"])
            self.boxes[f"kader:{name}_den"] = str(part["den"])

    def send(self, **changed: str) -> Any:
        self.boxes |= changed
        return self.client.post(self.url, self.boxes)


def said(world: World, code: str = "dokter", body: str = "citarip") -> Any:
    return Assessment.objects.latest("pk").answers[code][str(world.bodies[body].pk)]


def test_a_stale_tab_undoes_nothing(world: World, assessment: Assessment) -> None:
    dokter, kader = f"dokter:{world.citarip.pk}", f"kader:{world.bodies['posyandu'].pk}"
    one, other = Tab(world, assessment), Tab(world, assessment)
    assert one.send(**{dokter: "no"}).status_code == 303
    assert other.send(**{kader: "9"}).status_code == 303
    assert said(world) == {"yes": False}
    assert said(world, "kader", "posyandu") == {"num": 9, "den": 10}


def test_what_was_changed_in_both_is_the_last_word(world: World, assessment: Assessment) -> None:
    kader = f"kader:{world.bodies['posyandu'].pk}"
    one, other = Tab(world, assessment), Tab(world, assessment)
    one.send(**{kader: "9"})
    assert other.send(**{kader: "7"}).status_code == 303
    assert said(world, "kader", "posyandu") == {"num": 7, "den": 10}


def test_back_and_typed_anew_is_meant(world: World, assessment: Assessment) -> None:
    """The same form once more, with the answer as it was at first: it says that this text is another one, and writes
    it when it is sent again."""
    dokter = f"dokter:{world.citarip.pk}"
    tab = Tab(world, assessment)
    tab.send(**{dokter: "no"})
    again = tab.send(**{dokter: "yes"})
    assert again.status_code == 422 and said(world) == {"yes": False}
    form = again.context_data["form"]
    tab.boxes |= {"act_id": form.data["act_id"], "after": form.data["after"]}
    assert f'name="after" value="{form.data["after"]}"' in again.content.decode()
    assert tab.send().status_code == 303
    assert said(world) == {"yes": True}


def test_others_are_still_asked_about(world: World, assessment: Assessment) -> None:
    dokter = f"dokter:{world.citarip.pk}"
    one, other = Tab(world, assessment), Tab(world, assessment, "kepala_puskesmas")
    third = Tab(world, assessment, "kepala_puskesmas")
    one.send(**{dokter: "no"})
    assert other.send().status_code == 303 and said(world) == {"yes": False}  # untouched there
    kader = f"kader:{world.bodies['posyandu'].pk}"
    one.client.post(one.url, one.boxes | {"act_id": str(new_id()), "base": "99", kader: "5"})
    assert third.send(**{kader: "6"}).status_code == 409


def test_copied_and_left_unread_undoes_nothing(world: World, assessment: Assessment) -> None:
    with time_machine.travel("2026-07-02T05:00:00Z"):
        accept(world, send(world, assessment))
        again = begin(world, assessment.instrument, "2026-07")
        dokter = f"dokter:{world.citarip.pk}"
        one, other = Tab(world, again), Tab(world, again)
        one.send(**{dokter: "no"})
        assert said(world) == {"yes": False}
        assert other.send().status_code == 303
        assert said(world) == {"yes": False}
