"""What is right at the door and at the registrar's desk, by table."""

import json
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

import pytest

from mufakat.core.errors import RuleBroken
from mufakat.meetings import rules
from mufakat.meetings.rules import door, same_person
from mufakat.meetings.rules.same_person import Known, is_same_name

MEETING = UUID("00000000-0000-7000-8000-000000000001")
STARTS = datetime(2026, 6, 26, 2, tzinfo=UTC)  # 09.00 WIB
ENDS = STARTS + timedelta(hours=3)
WIB = "Asia/Jakarta"

SAME = [
    ("Dewi Lestari", "Dewi Lestari, S.K.M"),
    ("dewi lestari skm", "Dewi Lestari, S.K.M"),
    ("DEWI LESTARI", "Dewi Lestari, S.K.M"),
    ("Dewi  Lestari ", "Dewi Lestari"),
    ("Lestari, Dewi", "Dewi Lestari"),
    ("Lestari Dewi", "Dewi Lestari"),
    ("dr. Rina Kusuma, MKM", "Dr Rina Kusuma"),
    ("dr.Rina Kusuma", "Rina Kusuma, M.K.M."),
    ("Dr. dr. Hj. Siti Nurhaliza, Sp.A(K)., M.Kes", "Siti Nurhaliza"),
    ("D. Lestari", "Dewi Lestari"),
    ("Moh. Yusuf", "Muhammad Yusuf"),
    ("M. Yusuf", "Mochamad Yusuf"),
    ("Achmad Fauzi", "Ahmad Fauzi, S.Ag"),
    ("Soekarno Hatta", "Sukarno Hatta"),
    ("Dewi Lestari Putri", "Dewi Lestari"),
    ("José Amaral", "Jose Amaral"),
    ("Budi Santoso, S. K. M.", "Budi Santoso"),
    ("Sumarno", "Sumarno"),
]
OTHER = [
    ("Dewi Lestari", "Dewi Anggraini"),
    ("Dewi", "Dewi Lestari"),
    ("D. L.", "Dewi Lestari"),
    ("Budi Santoso", "Bambang Santoso"),
    ("Siti Ama", "Siti Aminah"),
    ("Siti", "Siti Ama"),
    ("", ""),
    ("dr.", "Drs."),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same_name(one: str, other: str) -> None:
    assert is_same_name(one, other) and is_same_name(other, one)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_other_name(one: str, other: str) -> None:
    assert not is_same_name(one, other) and not is_same_name(other, one)


DLH, DLH_SHORT = "Dinas Lingkungan Hidup", "dinas lingkungan hidup kota bandung"


@pytest.mark.parametrize(
    ("one", "other", "asked"),
    [
        (("Koswara S.", DLH, ""), ("Koswara", DLH, ""), True),
        (("Koswara", DLH_SHORT, ""), ("Koswara Sutisna", DLH, ""), True),
        (("K. Sutisna", DLH, ""), ("Drs. Koswara Adi Sutisna, M.Si.", DLH, ""), True),
        (("Pak Koswara", "", "pertanian"), ("Koswara S.", "DLH", "pertanian"), True),
        (("Koswara S.", "Kecamatan Andir", ""), ("Koswara", DLH, ""), False),
        (("Koswara S.", "", ""), ("Koswara", DLH, "lainnya"), False),
        (("Koswara S.", "", "lainnya"), ("Koswara", "", "lainnya"), False),
        (("Dewi L.", DLH, ""), ("Dewi Anggraini", DLH, ""), False),
        (("Budi Santoso", DLH, ""), ("Bambang Santoso", DLH, ""), False),
        (("K. S.", DLH, ""), ("Koswara", DLH, ""), False),
        (("dr.", DLH, ""), ("Koswara", DLH, ""), False),
    ],
)
def test_a_name_within_another_of_one_place_is_asked_about_and_never_one_by_itself(
    one: tuple[str, str, str], other: tuple[str, str, str], asked: bool
) -> None:
    a, b = (
        Known(n, who, "", (body,), sector) for n, (who, body, sector) in enumerate((one, other))
    )
    assert bool(rules.alike(a, [b])) is bool(rules.alike(b, [a])) is asked
    assert len(rules.grouped([a, b])) == 2


@pytest.mark.parametrize(
    "names",
    [
        ["dr. Andini", "H. Bahrul", "apt. Feri, S.Farm.", "Prof. Dr. Oemar", "Zaenal"],
        ["H. ADI", "SITI AMINAH, S.Pd."],
        ["Bdn. Aminah, S.Keb.", "Asep", "Bdn Cucu"],
    ],
)
def test_names_are_put_in_order_without_titles(names: list[str]) -> None:
    backwards = names[::-1]
    assert sorted(backwards, key=rules.sorting_name) == names


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("0812-5555-0100", "+62 812 5555 0100", True),
        ("0812 5555 0100", "0812 5555 0101", False),
        ("123", "123", False),
        ("", "", False),
    ],
)
def test_one_phone_is_one_person(one: str, other: str, same: bool) -> None:
    assert bool(rules.alike(Known(1, "Ayu", one), [Known(2, "Bima Sakti", other)])) is same


def test_entries_of_one_person_are_one_group() -> None:
    entries = [
        Known(1, "Dewi Lestari"),
        Known(2, "Budi", "081255550100"),
        Known(3, "Lestari Dewi, S.K.M"),
        Known(4, "Budiman Arif", "0812 5555 0100"),
    ]
    assert [[e.id for e in group] for group in rules.grouped(entries)] == [[1, 3], [2, 4]]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Dewi\u00a0 Lestari\n", "Dewi Lestari"),
        ("Dewi 😊 Lestari", "Dewi Lestari"),
        ("\u202eDewi\u202c Lestari", "Dewi Lestari"),
        ("Dewi\0 Lestari", "Dewi Lestari"),
        ("محمد علي", "محمد علي"),
        ("<b>Dewi</b>", "<b>Dewi</b>"),
    ],
)
def test_names_are_tidied(typed: str, kept: str) -> None:
    assert rules.tidy_name(typed) == kept


@pytest.mark.parametrize("typed", ["", "😊😊", "\0", "12345", "\u202e\u200b", "."])
def test_a_name_has_letters(typed: str) -> None:
    with pytest.raises(RuleBroken, match="no_name"):
        rules.tidy_name(typed)


def test_many_names_are_compared_quickly() -> None:
    entries = [Known(n, f"Orang{n} Kelas{n % 7}") for n in range(500)]
    assert len(same_person.grouped(entries)) == 500


@pytest.mark.parametrize("minutes", [0, 4, 9])
def test_place_code_of_this_step_and_of_the_one_before_counts(minutes: int) -> None:
    code = rules.place_code(MEETING, STARTS)
    assert len(code) == 6 and code.isdecimal()
    at = STARTS + timedelta(minutes=minutes)
    assert rules.code_mark(MEETING, f"{code[:3]} {code[3:]}", at) == ""


@pytest.mark.parametrize(
    ("typed", "minutes", "mark"),
    [
        ("", 0, "no_code"),
        ("abc", 0, "no_code"),
        ("own", 10, "wrong_code"),
        ("own", -5, "wrong_code"),
    ],
)
def test_other_codes_are_marked(typed: str, minutes: int, mark: str) -> None:
    typed = rules.place_code(MEETING, STARTS) if typed == "own" else typed
    assert rules.code_mark(MEETING, typed, STARTS + timedelta(minutes=minutes)) == mark


def test_each_session_has_its_own_codes() -> None:
    other = UUID("00000000-0000-7000-8000-000000000002")
    assert rules.place_code(MEETING, STARTS) != rules.place_code(other, STARTS)


@pytest.mark.parametrize(
    ("hours", "ends", "inside"),
    [
        (-2, ENDS, True),
        (-2.1, ENDS, False),
        (5, ENDS, True),
        (5.1, ENDS, False),
        (7, None, True),
        (11, None, False),
        (24, ENDS + timedelta(days=2), True),
        (34, ENDS + timedelta(days=2), False),
        (24, ENDS, False),
    ],
)
def test_hours_of_the_door(hours: float, ends: datetime | None, inside: bool) -> None:
    assert rules.is_in_hours(STARTS + timedelta(hours=hours), STARTS, ends, WIB) is inside


def test_a_session_without_a_day_has_no_hours() -> None:
    assert not rules.is_in_hours(STARTS, None, None, WIB)
    with pytest.raises(RuleBroken, match="no_date"):
        rules.door_closes_at(None, None)


def test_the_door_takes_only_so_many_from_afar() -> None:
    rules.entries_have_room(False, door.MOST_WAITING - 1)
    rules.entries_have_room(True, door.MOST_WAITING)
    with pytest.raises(RuleBroken, match=r"door\.full"):
        rules.entries_have_room(False, door.MOST_WAITING)
    rules.door_takes_entries("open")
    with pytest.raises(RuleBroken, match="cancelled"):
        rules.door_takes_entries("cancelled")


@pytest.mark.parametrize(
    ("state", "is_its_day", "outcome"),
    [
        ("planned", True, False),
        ("planned", False, "arrival.before_its_day"),
        ("open", False, False),
        ("ratified", False, True),
        ("cancelled", True, "meeting.cancelled"),
    ],
)
def test_when_arrivals_are_written_down(state: str, is_its_day: bool, outcome: object) -> None:
    try:
        found: object = rules.can_register(state, is_its_day=is_its_day)
    except RuleBroken as broken:
        found = broken.code
    assert found == outcome


@pytest.mark.parametrize(
    ("minutes", "late"),
    [(-30, False), (10, False), (11, True), (24 * 60, False), (24 * 60 + 25, True)],
)
def test_who_is_late(minutes: int, late: bool) -> None:
    assert rules.is_late(STARTS + timedelta(minutes=minutes), STARTS, WIB) is late
    assert not rules.is_late(None, STARTS, WIB)
    assert not rules.is_late(STARTS, None, WIB)


@pytest.mark.parametrize(
    ("typed", "now", "meant"),
    [
        (None, STARTS, STARTS),
        (time(8, 50), STARTS, STARTS - timedelta(minutes=10)),
        (time(9, 25), STARTS + timedelta(days=3, hours=-5), STARTS + timedelta(minutes=25)),
        (time(9, 25), STARTS + timedelta(days=30), STARTS + timedelta(minutes=25)),
        (time(9), STARTS + timedelta(days=7), STARTS + timedelta(days=7)),  # this very minute
        (time(9), STARTS + timedelta(days=8), STARTS),
    ],
)
def test_a_typed_hour_is_of_the_session(typed: time | None, now: datetime, meant: datetime) -> None:
    assert rules.hour_meant(typed, now, STARTS, WIB) == meant


def test_an_hour_to_come_is_refused() -> None:
    with pytest.raises(RuleBroken, match="in_the_future"):
        rules.hour_meant(time(11), STARTS, STARTS, WIB)


def test_nobody_leaves_before_he_came() -> None:
    rules.leaves_after_arrival(True, STARTS, STARTS)
    rules.leaves_after_arrival(True, None, STARTS)
    with pytest.raises(RuleBroken, match="before_arrival"):
        rules.leaves_after_arrival(True, STARTS, STARTS - timedelta(minutes=1))
    with pytest.raises(RuleBroken, match="not_present"):
        rules.leaves_after_arrival(False, None, STARTS)


def test_who_is_there_needs_nobody_in_his_stead() -> None:
    rules.may_be_represented(False, "Dewi")
    with pytest.raises(RuleBroken, match="came_himself"):
        rules.may_be_represented(True, "Dewi")


@pytest.mark.parametrize(
    ("late", "entered_late", "fine"),
    [(False, False, True), (True, False, False), (False, True, False)],
)
def test_what_was_ratified_is_not_taken_back(late: bool, entered_late: bool, fine: bool) -> None:
    if fine:
        rules.arrival_can_be_withdrawn(late, entered_late)
    else:
        with pytest.raises(RuleBroken, match="ratified"):
            rules.arrival_can_be_withdrawn(late, entered_late)


@pytest.mark.parametrize(
    ("text", "strokes"),
    [
        ("", []),
        ("  ", []),
        ("[]", []),
        ("[[1,2]]", [[1, 2]]),
        ("[[0,0,600,200],[5,5]]", [[0, 0, 600, 200], [5, 5]]),
    ],
)
def test_signatures(text: str, strokes: list[list[int]]) -> None:
    assert rules.strokes_of(text) == strokes


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "null",
        '"<svg onload=alert(1)>"',
        '[["<script>",1]]',
        "[[1.5,2]]",
        "[[NaN,2]]",
        "[[true,2]]",
        "[[1]]",
        "[[]]",
        "[[1,2,3]]",
        "[[-1,2]]",
        "[[601,2]]",
        "[[1,201]]",
        "[[[1,2],[3,4]]]",
        "[" * 4000,
        f"[[{'9' * 5000},1]]",
        json.dumps([[1, 1]] * 41),
        json.dumps([[1, 1] * 801]),
        "x" * 1_000_000,
    ],
)
def test_what_is_no_signature(text: str) -> None:
    with pytest.raises(RuleBroken, match="unreadable"):
        rules.strokes_of(text)


def test_a_path_holds_numbers_only() -> None:
    assert rules.path_of([[1, 2, 3, 4], [5, 6]]) == "M1 2L3 4M5 6L5 6"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({}, ""),
        ({"late": True}, "participant.ratified"),
        ({"same_row": True}, "participant.same_row"),
        ({"invited": True}, "participant.invited_twice"),
    ],
)
def test_when_two_rows_become_one(asked: dict[str, bool], code: str) -> None:
    found = ""
    try:
        rules.can_merge(**{"late": False, "same_row": False, "invited": False, **asked})
    except RuleBroken as broken:
        found = broken.code
    assert found == code
