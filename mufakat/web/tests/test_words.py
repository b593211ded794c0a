"""What a text becomes in the index, and what a question asks of it: without a database."""

import pytest

from mufakat.core.words import chunks
from mufakat.web import rules
from mufakat.web.queries.searching import abbreviations


def asked(text: str, *completed: str) -> rules.Asked:
    return rules.understood(text, abbreviations(), lambda _beginning: completed)


def answers(text: str, question: str) -> bool:
    """Would an entry with this title be found?"""
    words = set(rules.words_of(text, "").split())

    def holds(expression: rules.Expression) -> bool:
        if isinstance(expression, rules.All):
            return all(holds(part) for part in expression.parts)
        if isinstance(expression, rules.Any):
            return any(holds(part) for part in expression.parts)
        if isinstance(expression, bool):
            return expression
        if expression.endswith("*"):
            return any(word.startswith(expression[:-1]) for word in words)
        return expression in words

    def completions(beginning: str) -> list[str]:
        return [word for word in rules.plain_words(" ".join(words)) if word.startswith(beginning)]

    return holds(rules.understood(question, abbreviations(), completions).within("w"))


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Permasalahan gizi", "masalah"),
        ("Masalah gizi", "permasalahan"),
        ("Perencanaan kegiatan", "rencana"),
        ("Perencanaan kegiatan", "merencanakan"),
        ("Rapat di Puskesmas Citarip", "PKM"),
        ("Rapat di PKM Citarip", "puskesmas citarip"),
        ("Rencana tindak lanjut dibacakan", "RTL"),
        ("Janji dibacakan", "rtl"),
        ("RTL dibacakan", "rencana tindak lanjut"),
        ("Pertemuan linsek", "lintas sektor"),
        ("Pertemuan lintas sektor", "LINSEK"),
        ("Kunjungan ibu hamil", "bumil"),
        ("Lokakarya mini tribulanan III", "lokmin tribulan III"),
        ("Surat 005/123-Pkm/2026 tentang undangan", "005/123-Pkm/2026"),
        ("Surat 005/123-Pkm/2026 tentang undangan", "123-pkm"),
        ("Surat 005/123-Pkm/2026 tentang undangan", "005/123"),
        ("Surat 005/123-Pkm/2026 tentang undangan", "123"),
        ("Surat 005/123-Pkm/2026 tentang undangan", "005/123-Pk"),
        ("RÉNCANA KÉGIATAN", "rencana kegiatan"),
        ("rencana", "RÉNÇANA"),
        ("Posyandu sore", "sore posy"),
        ("Posyandu dan balita", "posyandu dan balita"),
        ("مكة", "مكة"),
    ],
)
def test_finds(text: str, question: str) -> None:
    assert answers(text, question)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Rencana gizi", "masalah"),
        ("Posyandu sore", "posyandu pagi"),  # every word must be there
        ("Posyandu sore", "posy sore"),  # only the last word may be unfinished
        ("Posyandu sore", "posyandu so."),  # with a mark behind it the last word is finished
        ("Surat 123/005-Pkm/2026", "005/123"),  # in their order
        ("Surat 1/23", "12/3"),
        ("Rapat PKK", "PKM"),
        ("Permasalahan", "salah"),
    ],
)
def test_does_not_find(text: str, question: str) -> None:
    assert not answers(text, question)


@pytest.mark.parametrize("text", ["", "   ", "dan", "/-–", "\0", "🙂", '"*" OR (', "'; DROP"])
def test_whatever_is_typed_is_words_or_nothing(text: str) -> None:
    """Nothing that somebody types is told to a database but letters and digits."""
    expression = asked(text, "posyandu").within("t")
    for spell in (rules.for_sqlite, rules.for_postgresql):
        said = spell(expression)
        for word in ("AND", "OR", ":*", "*", "&", "|", "(", ")", " ", "True", "posyandu"):
            said = said.replace(word, "")
        assert not said or (said.isascii() and said.isalnum())


def test_without_a_word_nothing_is_asked() -> None:
    assert asked("").units == asked("dan yang").units == ()


def test_a_megabyte_is_cut() -> None:
    assert len(asked("kata " * 200_000).units) <= 10
    assert len(rules.words_of("a1b2 " * 200_000, "").split()) <= 10
    many = " ".join(f"kata{n}" for n in range(200_000))
    assert len(rules.words_of(many, "").split()) < 4 * 710
    assert all(len(word) <= 32 for word in rules.words_of("x" * 10_000, "").split())


def test_an_unfinished_word_is_asked_as_what_it_may_become() -> None:
    assert asked("posy", "posyandu").units == (rules.Any(("wposy", "wposyandu")),)
    assert asked("posy ", "posyandu").units == ("wposy",)  # with a space behind it it is finished
    assert asked("po", "posyandu").units == ("wpo",)


def test_of_the_title_the_same_is_asked() -> None:
    assert asked("masalah gizi.").within("t") == rules.All(("tmasalah", "tgizi"))


def test_parts_of_a_number_stay_together() -> None:
    assert list(chunks("No. 005/123-Pkm/2026, co-host")) == [
        ["no"],
        ["005", "123", "pkm", "2026"],
        ["co"],
        ["host"],
    ]


@pytest.mark.parametrize(
    ("parts", "is_all", "wanted"),
    [
        (["wa", True], True, "wa"),
        (["wa", False], True, False),
        ([], True, True),
        (["wa", True], False, True),
        (["wa", False], False, "wa"),
        ([], False, False),
        (["wa", "wb", "wa"], True, rules.All(("wa", "wb"))),
        (["wa", "wb"], False, rules.Any(("wa", "wb"))),
    ],
)
def test_everything_and_nothing_in_expressions(
    parts: list[rules.Expression], is_all: bool, wanted: rules.Expression
) -> None:
    assert (rules.all_of if is_all else rules.any_of)(parts) == wanted


def test_how_each_database_is_told() -> None:
    expression = rules.All(("wa", rules.Any(("wb", "wc*"))))
    assert rules.for_sqlite(expression) == "(wa AND (wb OR wc*))"
    assert rules.for_postgresql(expression) == "(wa & (wb | wc:*))"


@pytest.mark.parametrize(
    ("text", "question", "hits"),
    [
        ("Permasalahan gizi", "masalah", ["Permasalahan"]),
        ("Menyapu Posyandu", "sapu posy", ["Menyapu", "Posyandu"]),
        ("Di PKM Citarip", "puskesmas.", ["PKM"]),
        ("Surat 005/123", "005/123", ["005", "123"]),
        ("Gizi <b>", "tidak", []),
    ],
)
def test_marks_what_answers(text: str, question: str, hits: list[str]) -> None:
    pieces = rules.marked(text, asked(question))
    assert [piece for piece, hit in pieces if hit] == hits
    assert "".join(piece for piece, _ in pieces) == text


def test_a_long_text_is_shown_where_it_answers() -> None:
    text = "awal " * 200 + "campak " + "akhir " * 200
    pieces = rules.marked(text, asked("campak."))
    assert ("campak", True) in pieces
    assert sum(len(piece) for piece, _ in pieces) < 270
    assert pieces[0] == ("… ", False) and pieces[-1] == (" …", False)
    assert rules.marked("y" * 4000, asked("campak."))[0][0] == "y" * 260
