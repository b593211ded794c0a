"""Who signs the papers of an accountability file: the reference data and their faults, and who is found."""

from typing import Any

import pytest

from mufakat.meetings.papers.amounts import rupiah_in_words
from mufakat.meetings.papers.spj.naming import safe_cell, safe_name
from mufakat.meetings.queries.spj_reference import spj_parts, spj_reference
from mufakat.meetings.queries.spj_signers import signers_of
from mufakat.meetings.rules.spj_signers import Holder, faults_in_signatures, holders_of
from tests.world import World

HEADS = ("Kepala UPT Puskesmas", "Kepala Puskesmas")


def holder(body: str, office: str) -> Holder:
    return Holder(body, office, f"{office} {body}", "")


@pytest.mark.parametrize(
    ("found", "names"),
    [
        ([], []),
        ([("A", "Kepala Puskesmas A")], ["A"]),
        ([("A", "kepala puskesmas")], ["A"]),
        ([("A", "Kepala Tata Usaha"), ("A", "Kepala Puskesmas")], ["A"]),
        # each host by the first of the offices that somebody holds there
        ([("A", "Kepala UPT Puskesmas A"), ("B", "Kepala Puskesmas B")], ["A", "B"]),
        ([("A", "Bendahara"), ("B", "Kepala Puskesmas B")], ["B"]),
    ],
)
def test_the_head_of_each_host_signs(found: list[tuple[str, str]], names: list[str]) -> None:
    held = holders_of(HEADS, [holder(*each) for each in found])
    assert [each.body for each in held] == names
    assert all("Kepala" in each.office.title() and "Tata" not in each.office for each in held)


def test_the_reference_data_have_no_fault() -> None:
    assert faults_in_signatures(spj_reference(), spj_parts()) == []


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"person": [{"paper": "kertas", "title": "x", "who": "chair"}]}, "unknown paper"),
        ({"person": [{"paper": "spj", "title": "x"}]}, "who or offices"),
        ({"person": [{"paper": "spj", "title": "x", "who": "camat"}]}, "who or offices"),
        (
            {"person": [{"paper": "spj", "title": "x", "who": "chair", "offices": ["y"]}]},
            "who or offices",
        ),
        ({"person": [{"paper": "spj", "title": "x", "who": "chair"}] * 7}, "too many"),
        ({"person": [], "source": ""}, "no source"),
        ({"person": [], "district": {"code": "53.05"}}, "none hold for the nation"),
    ],
)
def test_faults_are_found(table: dict[str, Any], said: str) -> None:
    found = faults_in_signatures({"signatures": [{"year": 2015, "source": "x"} | table]}, ["kak"])
    assert any(said in fault for fault in found), found


@pytest.mark.django_db
def test_the_world_signs(world: World) -> None:
    """Two hosts: both heads; the note-taker of the session; whoever is not known signs on dots."""
    meeting = world.ratified
    signed = signers_of(meeting, "spj")
    assert [each.title for each in signed][-1] == "Notulis" and signed[-1].name == meeting.notulis
    assert len({each.name for each in signed[:-1]}) == meeting.hosts.count() == 2
    assert len({each.title for each in signed[:-1]}) == 2  # each says whose head he is
    treasurer = signers_of(meeting, "rincian_biaya")[-1]
    assert (treasurer.title, treasurer.name) == ("Bendahara BOK", "")
    assert signers_of(meeting, "foto") == []


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "nol rupiah"),
        (11, "sebelas rupiah"),
        (19, "sembilan belas rupiah"),
        (110_000, "seratus sepuluh ribu rupiah"),
        (1_001, "seribu satu rupiah"),
        (1_500_000, "satu juta lima ratus ribu rupiah"),
        (5_260_000, "lima juta dua ratus enam puluh ribu rupiah"),
        (2_000_000_021, "dua miliar dua puluh satu rupiah"),
    ],
)
def test_amounts_are_spelt(amount: int, words: str) -> None:
    assert rupiah_in_words(amount) == words


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Notulen", "Notulen.pdf"),
        ('a/b\\c:d*e?f"g<h>i|j', "a b c d e f g h i j.pdf"),
        ("CON", "_CON.pdf"),
        ("nul.txt", "_nul.txt.pdf"),
        ("...", "_.pdf"),
        ("", "_.pdf"),
        ("Foto é 👍 kegiatan ", "Foto e kegiatan.pdf"),
        ("x" * 200, f"{'x' * 60}.pdf"),
        ("\u202egnp.exe", "gnp.exe.pdf"),
    ],
)
def test_names_open_on_every_system(text: str, name: str) -> None:
    assert safe_name(text, ".pdf") == name


def test_no_cell_is_a_formula() -> None:
    assert [safe_cell(x) for x in ("=1+1", "@x", "-2", "a", 3)] == ["'=1+1", "'@x", "'-2", "a", "3"]
