"""What is right in the directory, by table, without a database."""

from datetime import date

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.directory import rules
from mufakat.directory.roles import ALL_VERBS, ROLES, WORDS, in_words

D1, D2 = date(2026, 1, 1), date(2026, 6, 30)


@pytest.mark.parametrize("text", ["32", "32.73", "32.73.04", "32.73.04.1003", " 32.73 ", "ID"])
def test_a_whole_code_is_taken(text: str) -> None:
    assert rules.region_code(text) == text.strip()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("5308", "region.code_without_dots"),
        ("3273041003", "region.code_without_dots"),
        ("53.1", "region.code_not_whole"),
        ("32.73.4", "region.code_not_whole"),
        ("32.73.04.103", "region.code_not_whole"),
        ("32.73.", "region.code_not_whole"),
        ("Bandung", "region.code_not_whole"),
        ("", "region.code_not_whole"),
    ],
)
def test_a_code_that_may_mean_two_things_is_asked(text: str, code: str) -> None:
    assert broken(lambda: rules.region_code(text)) == (code, "region")


@pytest.mark.parametrize(
    ("start", "ended", "on", "code"),
    [
        (None, None, D1, ""),
        (D1, None, D1, ""),
        (D1, None, D2, ""),
        (D2, None, D1, "period.ends_before_it_begins"),
        (D1, D2, D2, "period.ended_already"),
    ],
)
def test_an_end(start: date | None, ended: date | None, on: date, code: str) -> None:
    assert broken(lambda: rules.can_end(start, ended, on))[0] == code


@pytest.mark.parametrize(
    ("code", "parent", "refused"),
    [
        ("32.73.04", "32.73", False),
        ("32", "ID", False),
        ("32.73.04", "32.74", True),
        ("32.73.04.1001", "32.73", True),
        ("32.73", "ID", True),
    ],
)
def test_a_region_continues_the_code_above(code: str, parent: str, refused: bool) -> None:
    said = broken(lambda: rules.region_fits_parent(code, parent))
    assert bool(said[0]) is refused


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: rules.code_is_free("32", True), "region.code_taken"),
        (lambda: rules.succession_has_day(object(), None), "region.succession_without_day"),
        (lambda: rules.succession_has_day(object(), D1), ""),
        (lambda: rules.succession_has_day(None, None), ""),
        (lambda: rules.not_below_itself("a.", "a.b."), "tree.loop"),
        (lambda: rules.not_below_itself("a.", "b."), ""),
        (lambda: rules.membership_of_somebody(None, None), "membership.nobody"),
        (lambda: rules.not_member_yet(True), "membership.twice"),
        (lambda: rules.role_fits_node(("forum",), "region"), "role.wrong_node"),
        (lambda: rules.within_reach(False, "region"), "place.out_of_reach"),
        (lambda: rules.organisation_code_is_free("a", "1", True), "organisation.code_taken"),
        (lambda: rules.username_is_free(True), "user.name_taken"),
        (lambda: rules.no_login_yet(True), "user.twice"),
        (lambda: rules.one_node(0), "role.one_place"),
        (lambda: rules.one_node(1), ""),
        (lambda: rules.one_node(2), "role.one_place"),
        (lambda: rules.not_for_oneself("a", "a"), "role.for_oneself"),
        (lambda: rules.not_for_oneself("", ""), ""),
        (lambda: rules.not_for_oneself("a", "b"), ""),
    ],
)
def test_small_rules(call: object, code: str) -> None:
    assert broken(call)[0] == code


@pytest.mark.parametrize(
    ("role", "reads", "allowed", "code"),
    [
        ("administrator", (), True, ""),
        ("administrator", (), False, "viewing.out_of_reach"),
        ("notulis", (), True, "viewing.reads_more"),
        ("notulis", ("meeting.see",), True, "viewing.reads_more"),
        ("notulis", ("meeting.see", "commitment.see"), True, "viewing.reads_more"),
        ("notulis", ("meeting.see", "commitment.see", "assessment.see"), True, ""),
        ("sector_member", ("commitment.see",), True, "viewing.reads_more"),
    ],
)
def test_viewing_as_shows_nothing_new(
    role: str, reads: tuple[str, ...], allowed: bool, code: str
) -> None:
    verbs = ROLES[role].verbs | ROLES[role].member_verbs
    assert broken(lambda: rules.may_view_as(verbs, reads, allowed))[0] == code


def test_every_verb_has_words() -> None:
    assert set(WORDS) == ALL_VERBS
    assert len(in_words(ROLES["chair"].verbs)) == len(ROLES["chair"].verbs)


def broken(call: object) -> tuple[str, str | None]:
    """The code and field of the refusal, or nothing."""
    assert callable(call)
    try:
        call()
    except RuleBroken as refusal:
        return (refusal.code if str(refusal.message) else "no sentence"), refusal.field
    return "", None


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("", ""),
        ("  ", ""),
        ("197805122005011007", "19780512 200501 1 007"),
        (" 19780512 200501 1 007 ", "19780512 200501 1 007"),
        ("140 012 345", "140012345"),
    ],
)
def test_a_nip_is_written_in_its_parts(typed: str, written: str) -> None:
    assert rules.nip(typed) == written
    assert rules.nip(written) == written


@pytest.mark.parametrize("typed", ["12", "19780512", "1978051220050110071", "14001234x", "٣" * 18])
def test_what_is_no_nip_is_refused(typed: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        rules.nip(typed)
    assert (broken.value.code, broken.value.field) == ("person.nip_length", "nip")
