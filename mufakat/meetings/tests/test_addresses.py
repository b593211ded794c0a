"""What stands in an address may be anything: a page shows what it can, and never fails."""

import pytest

from tests.world import World

LONG = "9" * 5000  # more than Python reads as a number
PAGES = (
    "/forum/{forum}/?tahun=",
    "/forum/{forum}/kehadiran/?tahun=",
    "/forum/{forum}/siklus/catat/?tahun=",
    "/rapat/{ratified}/notulen.pdf?edisi=",
    "/rapat/{opened}/sahkan/?dilihat=",
    "/jenis-rapat/LM-T1/?versi=",
    "/komitmen/?tahun=",
    "/komitmen/putusan/?tahun=",
    "/wilayah/32.73/angka/?tahun=",
    "/wilayah/32.73/?tahun=",
)


@pytest.mark.django_db
@pytest.mark.parametrize("asked", [LONG, "-1", "²", "0"])
@pytest.mark.parametrize("page", PAGES)
def test_no_number_in_an_address_breaks_a_page(world: World, page: str, asked: str) -> None:
    ids = {"forum": world.forum.pk, "ratified": world.ratified.pk, "opened": world.opened.pk}
    who = "chair" if "sahkan" in page else "dinkes_kabkota"
    answer = world.client(who).get(page.format(**ids) + asked)
    assert answer.status_code in (200, 422) or (asked, answer.status_code) == ("0", 404)
