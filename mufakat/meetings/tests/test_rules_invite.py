"""What is right about invitations, letters and an office's own run sheets; by table, without database."""

from datetime import UTC, datetime
from typing import Any

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.meetings import rules
from mufakat.meetings.papers.letters import in_letters

NOW = datetime(2026, 9, 1, tzinfo=UTC)
SECTORS = {"pertanian": "Pertanian dan pangan", "agama": "Agama (KUA)"}


def code_of(check: Any, *given: Any) -> str:
    try:
        check(*given)
    except RuleBroken as broken:
        return broken.code
    return ""


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("planned", ""),
        ("open", "answer.opened"),
        ("ratified", "answer.opened"),
        ("cancelled", "answer.cancelled"),
    ],
)
def test_answers_until_the_session_opens(state: str, code: str) -> None:
    assert code_of(rules.can_answer, state) == code


@pytest.mark.parametrize(
    ("answer", "by", "note", "code"),
    [
        ("coming", "", "", ""),
        ("represented", "Ujang", "", ""),
        ("represented", " ", "sakit", "answer.by_whom"),
        ("unable", "", "sakit", ""),
        ("unable", "Ujang", " ", "answer.why"),
    ],
)
def test_an_answer_is_whole(answer: str, by: str, note: str, code: str) -> None:
    assert code_of(rules.answer_is_whole, answer, by, note) == code


def test_links_live_on_after_the_session() -> None:
    assert rules.link_has_day(NOW) - NOW == rules.LINK_LIVES_ON
    assert code_of(rules.link_has_day, None) == "link.no_day"
    assert code_of(rules.somebody_needs_link, 0) == "link.nobody_waits"
    assert code_of(rules.somebody_has_email, 0) == "letter.no_email"
    assert code_of(rules.answers_for_invited, False) == "answer.not_invited"


@pytest.mark.parametrize(
    ("number", "starts_at", "invited", "code"),
    [
        ("005/1", NOW, 1, ""),
        ("005/1", None, 1, "letter.no_day"),
        (" ", NOW, 1, "letter.no_number"),
        ("005/1", NOW, 0, "letter.nobody"),
    ],
)
def test_what_a_letter_needs(number: str, starts_at: Any, invited: int, code: str) -> None:
    assert code_of(rules.can_issue, number, starts_at, invited) == code


def test_editions_of_a_letter() -> None:
    assert code_of(rules.is_draft, NOW) == "letter.issued"
    assert code_of(rules.is_draft, None) == ""
    assert code_of(rules.edition_has_reason, 1, "") == ""
    assert code_of(rules.edition_has_reason, 2, " ") == "letter.reason"
    assert code_of(rules.one_draft, 1) == "letter.draft_waits"
    assert code_of(rules.can_write_letter, "open") == "letter.opened"
    assert code_of(rules.can_write_letter, "cancelled") == "letter.cancelled"


def steps(*roles: str, phase: str = "input") -> list[dict[str, Any]]:
    return [{"role": role, "phase": phase, "order": n} for n, role in enumerate(roles)]


WHOLE = ("attendance", "report_card", "commitments", "ratification")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (steps(*WHOLE), ""),
        (steps(*WHOLE[1:]), "protocol.step_lost"),
        (steps(*WHOLE, "commitments"), "protocol.step_lost"),
        (steps(*WHOLE, *["plain"] * 36), ""),
        (steps(*WHOLE, *["plain"] * 37), "protocol.too_many_steps"),
        ([*steps("plain", phase="output"), *steps(*WHOLE)], "protocol.phases_mixed"),
    ],
)
def test_an_own_run_sheet_keeps_what_a_session_needs(given: Any, code: str) -> None:
    assert code_of(rules.steps_are_whole, given) == code


def test_steps_stand_by_number_and_a_new_one_takes_the_part_of_the_step_before() -> None:
    given = [
        {"phase": "output", "order": 9},
        {"phase": "", "order": 2.5},
        {"phase": "input", "order": 2},
        {"phase": "", "order": 0.5},
    ]
    ordered = [(s["order"], s["phase"]) for s in rules.order_of(given)]
    assert ordered == [(0.5, "input"), (2, "input"), (2.5, "input"), (9, "output")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Pembukaan oleh kepala desa", "Pembukaan oleh lurah"),
        ("Kepala desa membuka", "Lurah membuka"),
        ("dana desa, swadaya", "dana kelurahan, swadaya"),
        ("PWS per desa/kelurahan", "PWS per desa/kelurahan"),
        ("kelurahan/desa", "kelurahan/desa"),
        ("Pustu dan bidan desa", "Pustu dan bidan desa"),
    ],
)
def test_in_a_kota_a_village_is_a_kelurahan(text: str, said: str) -> None:
    assert rules.said_in_town(text) == said


@pytest.mark.parametrize(
    ("titles", "heads"),
    [
        (["Camat Bojongloa Kaler", "Kepala Seksi Kesos", "Sekretaris Kecamatan"], [0]),
        (["Kepala Seksi Kesos", "Kepala Puskesmas", "Kepala Subbagian Tata Usaha"], [1]),
        (["Sekretaris", "Ketua"], [1]),
        (["Kepala A", "Kepala B"], [0, 1]),
        (["Penghulu"], []),
    ],
)
def test_who_leads_an_office(titles: list[str], heads: list[int]) -> None:
    assert rules.heads_among(titles) == heads


def test_the_nip_of_who_signs_is_a_nip() -> None:
    assert rules.nip_of_signer("197805122005012007") == "19780512 200501 2 007"
    assert rules.nip_of_signer("") == ""
    with pytest.raises(RuleBroken) as broken:
        rules.nip_of_signer("19780512200501200")
    assert (broken.value.code, broken.value.field) == ("person.nip_length", "signer_nip")


def test_places_of_kinds_and_proposals() -> None:
    assert code_of(rules.village_speaks_at_home, "MMD", 3) == "meeting.village_kind"
    assert code_of(rules.village_speaks_at_home, "MMD", 4) == ""
    assert code_of(rules.village_speaks_at_home, "FGD", 3) == ""
    assert code_of(rules.can_propose, 0) == "proposal.not_here"
    assert code_of(rules.can_propose, 3) == ""


def test_versions_of_a_run_sheet() -> None:
    assert code_of(rules.version_is_last, 1, 1) == ""
    assert code_of(rules.version_is_last, 1, 2) == "protocol.newer_version"
    assert code_of(rules.has_own_copy, 0, False) == "protocol.no_copy"
    assert code_of(rules.has_own_copy, 3, True) == "protocol.no_copy"


def test_invitees_are_typed_one_a_line() -> None:
    text = "pertanian: Koordinator penyuluh\n\n Agama (KUA) : Kepala KUA "
    assert rules.invitees_of(text, SECTORS) == [
        {"sector": "pertanian", "office": "Koordinator penyuluh"},
        {"sector": "agama", "office": "Kepala KUA"},
    ]
    for wrong in ("Koordinator penyuluh", "kelautan: Kepala", "agama:", f"agama: {'x' * 121}"):
        assert code_of(rules.invitees_of, wrong, SECTORS) == "protocol.invitee_unreadable"
    assert code_of(rules.papers_of, "a\n" * 41) == "protocol.too_many_lines"


@pytest.mark.parametrize(
    ("number", "word"),
    [(1, "satu"), (10, "sepuluh"), (11, "sebelas"), (15, "lima belas"), (21, "dua puluh satu")],
)
def test_numbers_as_a_letter_spells_them(number: int, word: str) -> None:
    assert in_letters(number) == word
