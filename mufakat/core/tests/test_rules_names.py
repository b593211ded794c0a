"""Names as they are compared."""

import pytest

from mufakat.core.rules import bare


@pytest.mark.parametrize(
    "same",
    [
        "budi",
        " Budi ",
        "BUDI",
        "Budi\u200b",
        "Bu\u00addi",
        "\ufeffBudi",
        "Ｂudi",
        "Budi\u00a0",
        "Bud\u0456",
        "\u0412udi",
        "Bud\u0399",
    ],
)
def test_one_name(same: str) -> None:
    assert bare(same) == bare("Budi")


@pytest.mark.parametrize("other", ["Budi S", "Budí", "Bud\u0457", "Bu di", ""])
def test_another_name(other: str) -> None:
    assert bare(other) != bare("Budi")
