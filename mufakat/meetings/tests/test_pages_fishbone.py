"""The fishbone: every part of it lies inside the picture and no text lies on a bone, however many causes there are,
however long they are, and however wide their letters."""

import pytest

from mufakat.meetings.pages.fishbone import FREE, LINES, SLANT, Bone, Fishbone, fishbone, wide

BONES = [(code, code.title()) for code in ("manusia", "dana", "metode", "sarana", "lingkungan")]
LONG = "Sebab yang panjang sekali kalimatnya " * 3
TEXTS = (LONG, LONG.upper(), "W" * 90, "i" * 300, "Ya")


def at_height(bone: Bone, spine: int, y: int) -> float:
    """Where a bone is at this height."""
    return bone.x - SLANT * abs(y - spine) / abs(bone.y - spine)


def check(drawn: Fishbone) -> None:
    for side in (lambda b: b.y < drawn.spine, lambda b: b.y > drawn.spine):
        before: Bone | None = None
        for bone in filter(side, drawn.bones):
            assert 0 < bone.tip < bone.x < drawn.head_x
            assert 0 < bone.label_y < drawn.height
            for twig in bone.twigs:
                left = twig.x - wide(twig.text)
                assert left >= 4 and 0 < twig.y < drawn.height
                assert twig.x <= at_height(bone, drawn.spine, twig.y) - FREE + 1
                assert (twig.y < drawn.spine) == (bone.y < drawn.spine)
                if before:
                    assert left >= at_height(before, drawn.spine, twig.y) + FREE - 1
            before = bone


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("depth", [0, 4])
@pytest.mark.parametrize("count", [0, 1, 2, 12])
def test_nothing_lies_outside_or_on_a_bone(count: int, depth: int, text: str) -> None:
    drawn = fishbone(
        "Masalah yang panjang sekali " * 20, BONES, {c: [(depth, text)] * count for c, _ in BONES}
    )
    assert [sum(t.start is not None for t in b.twigs) for b in drawn.bones] == [count] * 5
    check(drawn)
    half = 14 * (len(drawn.head) + 1)  # as the template draws the box
    assert half <= drawn.spine and drawn.spine + half <= drawn.height


@pytest.mark.parametrize("text", TEXTS)
def test_the_problem_stays_in_its_box(text: str) -> None:
    drawn = fishbone(text, BONES, {})
    assert all(wide(line) * 1.1 < drawn.head_width - 12 for line in drawn.head)


def test_an_empty_bone_is_drawn_too() -> None:
    drawn = fishbone("Masalah", BONES, {"dana": [(0, "Habis")]})
    assert [bone.title for bone in drawn.bones] == [title for _, title in BONES]
    assert [bone.title for bone in drawn.bones if bone.twigs] == ["Dana"]


def test_a_chain_goes_outwards_and_parallel_whys_stand_side_by_side() -> None:
    def distances(*depths: int) -> list[int]:
        told = [(depth, "Sebab") for depth in depths]
        drawn = fishbone("Masalah", BONES, {"dana": told})
        check(drawn)
        bone = drawn.bones[1]
        return [round(at_height(bone, drawn.spine, twig.y) - twig.x) for twig in bone.twigs]

    first, second, third = distances(0, 1, 2)
    assert first < second < third
    _first, one, other = distances(0, 1, 1)
    assert abs(one - other) <= 1


def test_a_cause_is_told_in_lines_before_it_is_cut_and_its_whys_follow() -> None:
    told = [
        (0, "Kader baru di dua RW belum dilatih"),
        (1, "Tidak ada anggaran latihan"),
        (0, "Pendek"),
    ]
    drawn = fishbone("Perkembangan balita tidak dipantau di Posyandu", BONES, {"manusia": told})
    lines = drawn.bones[0].twigs
    assert " ".join(twig.text for twig in lines) == " ".join(
        f"↳ {text}" if depth else text for depth, text in told
    )
    assert [twig.y for twig in lines] == sorted(twig.y for twig in lines)
    assert lines[-1].y < drawn.spine
    below = fishbone("Masalah", BONES, {BONES[-1][0]: told}).bones[-1].twigs
    assert [twig.y for twig in below] == sorted(twig.y for twig in below)
    cut = fishbone("Masalah", BONES, {"dana": [(0, LONG * 2)]}).bones[1].twigs
    assert len(cut) == LINES and cut[-1].text.endswith("…")
