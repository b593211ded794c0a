"""The start of the demonstration: cut off in the middle, and in a folder that is not its own."""

from collections import Counter
from typing import Any

import pytest

from mufakat.directory.actions import record_user
from mufakat.directory.models import Assignment
from mufakat.journal.actions import OpenAct, act
from mufakat.journal.models import Act
from mufakat.site.demo import replay
from mufakat.site.demo.stage import act_id
from mufakat.site.server import NotReady, prepare_demo
from tests.fixtures import load_the_regions


@pytest.mark.django_db
def test_cut_off_leaves_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    """A start that is killed in the middle of the replay is begun again by the next."""
    load_the_regions()
    play, seen = replay.play, Counter[str]()

    def until_the_power_fails(*arguments: Any) -> None:
        seen["acts"] += 1
        if seen["acts"] > 200:
            raise SystemExit
        play(*arguments)

    monkeypatch.setattr(replay, "play", until_the_power_fails)
    with pytest.raises(SystemExit):
        replay.replay()
    monkeypatch.undo()
    assert not replay.is_there()
    assert not Act.objects.exists()
    assert not Assignment.objects.exists()
    assert replay.replay() > 400


@pytest.mark.django_db
def test_never_among_real_people() -> None:
    """A folder that holds real acts is refused before anything is written."""

    def somebody(open_act: OpenAct) -> None:
        record_user(open_act, username="siti")

    with act(act_id("somebody"), by=None, via="cli") as open_act:
        somebody(open_act)
    with pytest.raises(NotReady, match="--data"):
        prepare_demo()
    assert Act.objects.count() == 1
