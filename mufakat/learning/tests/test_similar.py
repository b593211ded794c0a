"""Which way of finding a similar situation is better: measured on sentence pairs made up for it (`data/pairs.toml`)."""

import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

from mufakat.learning import similar

FILE = Path(__file__).parent / "data" / "pairs.toml"


def pairs() -> tuple[list[str], list[str]]:
    with FILE.open("rb") as file:
        read = tomllib.load(file)["pair"]
    return [each["asked"] for each in read], [each["found"] for each in read]


def hits(near: list[list[float]], most: int) -> int:
    """How many questions find their own situation among so many; a tie counts against it."""
    found = 0
    for at, row in enumerate(near):
        before = sum(each >= row[at] for other, each in enumerate(row) if other != at)
        found += row[at] > 0 and before < most
    return found


def test_words_find_what_shares_words() -> None:
    asked, found = pairs()
    near = [similar.by_words(each, found)[0] for each in asked]
    assert (hits(near, 1), hits(near, 3)) == (13, 15)  # of 30; half of them share hardly a word


@pytest.fixture(params=["words", "model"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each promise is kept both ways: by words alone, and with the model where its package is installed."""
    if request.param == "model" and find_spec("wordllama") is None:
        pytest.skip("needs the extra similar")
    monkeypatch.setattr(similar, "uses_model", lambda: request.param == "model")
    return str(request.param)


def test_the_same_text_is_nearest() -> None:
    _asked, found = pairs()
    for at, text in enumerate(found):
        first = similar.nearest(text, found)[0]
        assert (first.at, first.percent) == (at, 100)


def test_nothing_in_common_is_not_similar() -> None:
    _asked, found = pairs()
    assert similar.nearest("zzz qqq", found) == []
    assert similar.nearest("", found) == []
    assert similar.nearest("kader", []) == []


def test_what_has_nothing_to_do_with_it_is_not_similar() -> None:
    """The model alone finds any two texts alike up to a half."""
    _asked, found = pairs()
    for other in ("Liburan ke pantai", "Resep rendang padang", "Harga beras dan cabai"):
        assert similar.nearest(other, found) == []


def test_words_that_say_how_and_not_what_make_nothing_similar() -> None:
    texts = ["Obat belum datang", "Kader kurang", "Bagaimana jaringan?"]
    assert similar.nearest("Mengapa belum, kurang, bagaimana?", texts) == []
    (near,) = similar.nearest("Mengapa kader belum dilatih?", texts)
    assert (near.at, near.shared) == (1, ("kader",))


def test_what_they_share_is_told() -> None:
    (near,) = similar.nearest("Pelatihan kader", ["Kader dilatih di desa", "Obat kosong"])
    assert near.at == 0
    assert set(near.shared) == {"latih", "kader"}


@pytest.mark.skipif(find_spec("wordllama") is None, reason="needs the extra similar")
class TestModel:
    def test_it_loads_with_the_network_closed(self) -> None:
        near = similar.by_model("kader", ["kader", "obat"])
        assert near[0] == pytest.approx(1, abs=0.001)
        assert near[1] < 0.9

    def test_alone_it_finds_less_than_the_words(self) -> None:
        """Why words are what everybody gets (ADR 0018): 6 and 11 of 30 against 13 and 15."""
        asked, found = pairs()
        near = [similar.by_model(each, found) for each in asked]
        assert (hits(near, 1), hits(near, 3)) == (6, 11)

    def test_half_and_half_finds_most(self) -> None:
        asked, found = pairs()
        near = [
            similar.by_both(similar.by_words(each, found)[0], similar.by_model(each, found))
            for each in asked
        ]
        assert (hits(near, 1), hits(near, 3)) == (15, 16)
        kept = [[score >= similar.LEAST_WITH_MODEL for score in row] for row in near]
        own = sum(row[at] for at, row in enumerate(kept))
        assert own == 16  # of 30; words keep 15
        assert sum(map(sum, kept)) - own <= 3 * len(asked)  # and three others beside it at most
