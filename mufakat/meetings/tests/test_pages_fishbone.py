"""The fishbone: every part of it lies inside the picture, however many causes there are and however long they are."""

import pytest

from mufakat.meetings.pages.fishbone import LETTERS, fishbone

BONES = [(code, code.title()) for code in ("manusia", "dana", "metode", "sarana", "lingkungan")]
WIDE = 8  # px of a letter of 14 px, on average


@pytest.mark.parametrize("count", [0, 1, 2, 12])
def test_nothing_lies_outside(count: int) -> None:
    causes = {code: ["Sebab yang panjang sekali kalimatnya " * 3] * count for code, _ in BONES}
    drawn = fishbone("Masalah yang panjang sekali " * 20, BONES, causes)
    assert [len(bone.twigs) for bone in drawn.bones] == [count] * 5
    for bone in drawn.bones:
        assert 0 < bone.tip < bone.x < drawn.head_x
        assert 0 < bone.label_y < drawn.height
        for twig in bone.twigs:
            assert 0 < twig.y < drawn.height
            assert len(twig.text) <= LETTERS and twig.x - 7 * len(twig.text) > 0
            assert (twig.y < drawn.spine) == (bone.y < drawn.spine)
    assert all(len(line) * WIDE < drawn.head_width for line in drawn.head)


def test_an_empty_bone_is_drawn_too() -> None:
    drawn = fishbone("Masalah", BONES, {"dana": ["Habis"]})
    assert [bone.title for bone in drawn.bones] == [title for _, title in BONES]
    assert [bone.title for bone in drawn.bones if bone.twigs] == ["Dana"]
