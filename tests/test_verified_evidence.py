"""`mufakat verify` looks at every file of evidence."""

from pathlib import Path
from typing import Any

import pytest

from mufakat.commitments import actions
from mufakat.commitments.jobs import altered_evidence
from mufakat.commitments.models import Evidence
from mufakat.journal.seals import verify
from mufakat.site.checks import CHECKS
from tests.proofs import proof
from tests.world import World, wib


@pytest.fixture
def evidence(world: World, tmp_path: Path, settings: Any) -> Evidence:
    settings.MEDIA_ROOT = tmp_path
    with world.doing("sector_member", wib(6, 20)) as act:
        update = actions.record_update(
            act, commitment=world.promise_continued, text="Lihat foto.", proofs=[proof()]
        )
    found: Evidence = update.evidence.get()
    assert list(altered_evidence()) == []
    return found


def wrong() -> list[str]:
    return [line.partition(": ")[2] for line in altered_evidence()]


def test_verify_asks_it(evidence: Evidence) -> None:
    assert altered_evidence in CHECKS
    Path(evidence.file.path).unlink()
    said = "its file cannot be read (FileNotFoundError)"
    assert wrong() == [said] and said in str(list(verify(CHECKS)))


def test_another_file_in_its_place(evidence: Evidence) -> None:
    Path(evidence.file.path).write_bytes(b"lain")
    assert wrong() == ["its file was altered"]


@pytest.mark.parametrize("fields", [{"sha256": "0" * 64}, {"file": "", "thumb": ""}])
def test_another_row(evidence: Evidence, fields: dict[str, str]) -> None:
    Evidence.objects.filter(pk=evidence.pk).update(**fields)
    assert wrong() == ["altered" if "sha256" in fields else "its file cannot be read (ValueError)"]


def test_withdrawn_behind_our_back_or_removed(evidence: Evidence) -> None:
    gone = {"withdrawn_at": wib(6, 21), "withdrawn_by": "x", "withdrawn_reason": "x"}
    Evidence.objects.filter(pk=evidence.pk).update(file="", thumb="", **gone)
    assert wrong() == ["altered"]
    Evidence.objects.all().delete()
    assert wrong() == ["removed"]


def test_what_was_withdrawn_has_no_file(evidence: Evidence, world: World) -> None:
    with world.doing("sector_member", wib(6, 21)) as act:
        actions.withdraw_evidence(act, evidence, reason="Ada wajah pasien")
    assert wrong() == []
