"""The fishbone: every part of it lies inside the picture, however many causes there are and however long they are."""

import pytest

from mufakat.meetings.pages.fishbone import LETTERS, fishbone

BONES = [(code, code.title()) for code in ("manusia", "dana", "metode", "sarana", "lingkungan")]
WIDE = 8  # px of a letter of 14 px, on average


@pytest.mark.parametrize("count", [0, 1, 2, 12])
def test_nothing_lies_outside(count: int) -> None:
    causes = {code: ["Sebab yang panjang sekali kalimatnya " * 3] * count for code, _ in BONES}
    drawn = fishbone("Masalah yang panjang sekali " * 20, BONES, causes)
    assert [sum(t.start is not None for t in b.twigs) for b in drawn.bones] == [count] * 5
    for bone in drawn.bones:
        assert 0 < bone.tip < bone.x < drawn.head_x
        assert 0 < bone.label_y < drawn.height
        for twig in bone.twigs:
            assert 0 < twig.y < drawn.height
            assert len(twig.text) <= LETTERS and twig.x - 7 * len(twig.text) > 0
            assert (twig.y < drawn.spine) == (bone.y < drawn.spine)
    assert all(len(line) * WIDE < drawn.head_width for line in drawn.head)
    half = 14 * (len(drawn.head) + 1)  # as the template draws the box
    assert half <= drawn.spine and drawn.spine + half <= drawn.height


def test_an_empty_bone_is_drawn_too() -> None:
    drawn = fishbone("Masalah", BONES, {"dana": ["Habis"]})
    assert [bone.title for bone in drawn.bones] == [title for _, title in BONES]
    assert [bone.title for bone in drawn.bones if bone.twigs] == ["Dana"]


def test_a_cause_is_told_in_two_lines_before_it_is_cut_and_its_whys_follow() -> None:
    told = ["Kader baru di dua RW belum dilatih", "↳ Tidak ada anggaran latihan", "Pendek"]
    drawn = fishbone("Perkembangan balita tidak dipantau di Posyandu", BONES, {"manusia": told})
    lines = drawn.bones[0].twigs
    assert " ".join(twig.text for twig in lines) == " ".join(told)
    assert [twig.y for twig in lines] == sorted(twig.y for twig in lines)
    assert lines[-1].y < drawn.spine
    below = fishbone("Masalah", BONES, {BONES[-1][0]: told}).bones[-1].twigs
    assert [twig.y for twig in below] == sorted(twig.y for twig in below)
