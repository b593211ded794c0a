"""`mufakat import-boundaries`, as the operator sees it."""

from pathlib import Path

import pytest

from mufakat.indicators.models import Boundary
from mufakat.indicators.tests.test_boundaries import features, square
from mufakat.site import figures_cli
from mufakat.site.cli import parser
from tests.regions import codes_below, load_these

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ready(monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings are those of the tests already."""
    monkeypatch.setattr(figures_cli, "set_up_with_tables", lambda: None)


def run(*arguments: str) -> int:
    asked = parser().parse_args(["import-boundaries", *arguments])
    return int(asked.run(asked) or 0)


def test_what_matched_and_what_did_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    load_these(*codes_below("53"))
    file = tmp_path / "batas.geojson"
    file.write_bytes(features(k53_08=square(120, -9), k53_99=square(121, -9)))
    assert run(str(file), "--source", "Rekaan") == 0
    said = capsys.readouterr().out
    assert "1 baru, 0 diganti, 0 tetap" in said
    assert "tidak ada wilayah dengan kode atau nama ini: 1. 53.99" in said
    assert "Tanpa batas: 21 wilayah" in said and "dan 1 lagi" in said
    assert Boundary.objects.get().source == "Rekaan"
    assert run(str(file), "--source", "Rekaan") == 0
    assert "0 baru, 0 diganti, 1 tetap" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{", "bukan GeoJSON"),
        (features(k99_99=square(1, 1)), "tidak ada yang diubah"),
        (None, "tidak dapat dibaca"),
    ],
)
def test_a_file_that_does_not_fit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, told: str
) -> None:
    load_these("53.08")
    file = tmp_path / "batas.geojson"
    if content is not None:
        file.write_bytes(content)
    assert run(str(file)) == 1
    assert told in capsys.readouterr().err and not Boundary.objects.exists()
