"""The pages of the accountability file: what is missing is said, what is sent is kept; each write in its five ways."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mufakat.core.ids import new_id
from mufakat.journal.models import Act
from mufakat.meetings import actions, queries
from mufakat.meetings.models import Expense, SessionFile, Terms
from tests.proofs import photo
from tests.spj import TERMS, document, pdf, put_in
from tests.world import TODAY, World

from .test_actions_work import do

TAKEN = {"taken_on": TODAY.isoformat(), "place": "Aula Kecamatan"}
LINE = {"item": "kudapan", "people": "9", "quantity": "1", "rate_idr": "20.000"}


@pytest.fixture(autouse=True)
def _that_day(on_the_day: None) -> None:
    pass


def here(world: World) -> str:
    return f"{world.opened.get_absolute_url()}berkas/"


def send(client: Client, url: str, act_id: object = None, **values: Any) -> Any:
    return client.post(url, {"act_id": str(act_id or new_id()), **values})


def text_of(client: Client, url: str) -> str:
    answer = client.get(url, headers={"accept-language": "en"})
    assert answer.status_code == 200, url
    return answer.content.decode()


# -- Reading ----------------------------------------------------------------------------------


def test_the_page_says_what_is_missing_and_who_supplies_it(world: World) -> None:
    found = queries.file_of(world.opened, TODAY)
    assert (found.district, found.year, found.deadline) == (
        "32.73",
        2026,
        TODAY.replace(month=7, day=5),
    )
    assert [part.code for part in found.parts if part.present] == ["agenda", "rtl"]
    assert (found.have, found.needed) == (2, 10)
    page = text_of(world.client("notulis"), here(world))
    missing = {"undangan", "kak", "daftar_hadir", "notulen", "materi", "foto", "kesepakatan"}
    assert {part.code for part in found.missing} == {*missing, "rincian_biaya"}
    for part in found.missing:
        assert part.supply_url.replace("&", "&amp;") in page
    assert "Dewi Lestari, S.K.M" in page and "Asep Gunawan, S.IP" in page


def test_what_is_over_is_put_in_as_a_scan(world: World) -> None:
    """No letter is written any more for a session whose minutes are ratified."""
    found = queries.file_of(world.ratified, TODAY)
    parts = {part.code: part.supply_url for part in found.missing}
    here = f"{world.ratified.get_absolute_url()}berkas/"
    assert parts["undangan"] == f"{here}catat/?bagian=undangan"
    assert parts["kesepakatan"] == f"{here}catat/?bagian=kesepakatan"
    assert parts["kak"] == f"{here}kak/catat/" and "notulen" not in parts
    told = {"part": "undangan", "document": document()}
    do(world, actions.record_file, world.ratified, **told)
    letter = queries.file_of(world.ratified, TODAY).part("undangan")
    assert letter and letter.present


def test_who_reads_only_finds_no_button(world: World) -> None:
    put_in(world)
    page = text_of(world.client("dinkes_kabkota"), here(world))
    assert "catat/" not in page and "tarik/" not in page and "spj.pdf" in page


def test_what_is_put_in_counts(world: World) -> None:
    made = put_in(world)
    found = queries.file_of(world.opened, TODAY)
    assert (found.have, found.needed) == (6, 11)  # the transport list is asked for now
    assert found.total_idr == 900_000 and not found.over
    parts = {part.code: part for part in found.parts}
    assert parts["surat_tugas"].present and parts["surat_tugas"].pages == 2
    assert parts["foto"].held[0].note == "Aula Kecamatan, 26 Jun 2026"
    assert found.costs[0].receipt == made["receipt"] and found.terms == made["terms"]
    page = text_of(world.client("notulis"), here(world))
    assert f"{made['photo'].pk}/?kecil" in page and TERMS["background"] in page


def test_a_rate_above_the_table_is_told(world: World) -> None:
    line = {"item": "kudapan", "people": 2, "rate_idr": 30_000}
    do(world, actions.record_expense, world.opened, **line)
    found = queries.file_of(world.opened, TODAY)
    assert [each.over_idr for each in found.over] == [8_000]
    konsumsi = found.part("konsumsi")
    assert konsumsi and konsumsi.missing and "1 baris" in konsumsi.lacks
    assert "Rp22,000" in text_of(world.client("notulis"), here(world))


def test_a_signature_of_each_or_the_scanned_list(world: World) -> None:
    """Nobody signed with a finger: the list is printed, signed, photographed."""
    lacks = queries.file_of(world.opened, TODAY).part("daftar_hadir")
    n = world.opened.participants.filter(present=True).count()
    assert (
        lacks and lacks.missing and lacks.lacks.startswith(f"{n} yang hadir belum menandatangani")
    )
    do(world, actions.record_file, world.opened, part="daftar_hadir", document=document())
    there = queries.file_of(world.opened, TODAY).part("daftar_hadir")
    assert there and there.present and [held.paper for held in there.held] == ["attendance", ""]


def test_the_list_asks_the_same_for_one_and_for_many(world: World) -> None:
    put_in(world)
    client = world.client("notulis")
    few = _asked(client, here(world))
    for n in range(3):
        image = document(colour=("green", "blue", "white")[n])
        given = {"part": "foto", "document": image, "taken_on": TODAY, "place": "Aula"}
        do(world, actions.record_file, world.opened, **given)
        line = do(world, actions.record_expense, world.opened, title="x", people=1, rate_idr=n + 1)
        paper = {"part": "kuitansi", "document": image, "expenses": [line]}
        do(world, actions.record_file, world.opened, **paper)
    assert _asked(client, here(world)) == few <= 20


def _asked(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def test_the_session_tells_it_in_one_line(world: World) -> None:
    page = text_of(world.client("notulis"), world.opened.get_absolute_url())
    assert "SPJ: 2 of 10 parts, due 5 Jul 2026" in page and here(world) in page
    assert here(world) not in text_of(
        world.client("sector_member"), world.opened.get_absolute_url()
    )


def test_a_kept_file_is_only_looked_at(world: World) -> None:
    made = put_in(world)
    client = world.client("auditor")
    answer = client.get(f"{here(world)}{made['photo'].pk}/?kecil")
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "image/jpeg"
    paper = client.get(f"{here(world)}{made['receipt'].pk}/")
    assert paper.headers["Content-Disposition"].startswith("attachment")
    other = f"{world.planned.get_absolute_url()}berkas/{made['photo'].pk}/"
    assert client.get(other).status_code == 404
    assert world.client("partner").get(f"{here(world)}{made['photo'].pk}/").status_code == 403


# -- Writing ----------------------------------------------------------------------------------


def test_photos_are_put_in(world: World) -> None:
    client, url = world.client("notulis"), f"{here(world)}catat/"
    begun = text_of(client, f"{url}?bagian=foto")
    assert 'value="2026-06-26"' in begun and "Aula Kecamatan Bojongloa Kaler" in begun
    two = [photo("a.jpg"), photo("b.jpg", "blue")]
    answer = send(client, url, part="foto", photos=two, caption="Sidang", **TAKEN)
    assert answer.status_code == 303 and answer.headers["Location"] == here(world)
    assert SessionFile.objects.filter(part="foto", caption="Sidang").count() == 2


def test_a_file_that_is_none_comes_back(world: World) -> None:
    client, url = world.client("notulis"), f"{here(world)}catat/"
    no_file = SimpleUploadedFile("foto.jpg", b"<script>", "image/jpeg")
    for photos, extra in (([no_file], TAKEN), ([], TAKEN), ([photo()], {}), ([pdf()], TAKEN)):
        answer = send(client, url, part="foto", photos=photos, caption="Tetap ada", **extra)
        assert answer.status_code == 422 and "Tetap ada" in answer.content.decode()
    assert send(client, url, part="x", photos=[photo()]).status_code == 422
    assert not SessionFile.objects.exists()


def test_twice_is_once(world: World) -> None:
    client, url, act_id = world.client("notulis"), f"{here(world)}catat/", new_id()
    first, again = (
        send(client, url, act_id, part="foto", photos=[photo()], **TAKEN) for _ in range(2)
    )
    assert first.status_code == again.status_code == 303
    assert again.headers["Act"] == f"{act_id} already"
    assert SessionFile.objects.count() == 1


def test_who_may_not_writes_nothing(world: World) -> None:
    made, before = put_in(world), Act.objects.count()
    for who in ("dinkes_kabkota", "auditor", "partner", "neighbour"):
        for path in (
            *("catat/", "biaya/catat/", "kak/catat/", "kak/ubah/"),
            *(f"{made['photo'].pk}/tarik/", f"{made['photo'].pk}/lengkapi/"),
            f"biaya/{made['expense'].pk}/tarik/",
        ):
            answer = send(world.client(who), here(world) + path, reason="x", photos=[photo()])
            assert answer.status_code in (403, 404), (who, path)
    assert Act.objects.count() == before


def test_an_announced_file_is_sent_later(world: World) -> None:
    """A device without network sends the form without the photo, and the photo later."""
    told = {"sha256": document().sent_sha256, "size": "900", "name": "IMG.jpg", "part": "foto"}
    client, act_id = world.client("notulis"), new_id()
    for _ in range(2):
        sent = send(client, f"{here(world)}catat/", act_id, **told, **TAKEN)
        assert sent.status_code == 303
    wrong = send(client, f"{here(world)}catat/", **told | {"sha256": "x"}, **TAKEN)
    assert wrong.status_code == 422
    row = SessionFile.objects.get()
    assert row.is_waiting and row.place == "Aula Kecamatan"
    url = f"{here(world)}{row.pk}/lengkapi/"
    assert url in text_of(client, here(world))
    wrong = send(client, url, photos=[photo(colour="blue")])
    assert wrong.status_code == 422
    assert send(client, url, photos=[photo()]).status_code == 303
    row.refresh_from_db()
    assert row.file and not row.is_waiting


def test_a_file_is_withdrawn_with_a_reason(world: World) -> None:
    row = put_in(world)["photo"]
    client, url = world.client("kepala_puskesmas"), f"{here(world)}{row.pk}/tarik/"
    assert send(client, url).status_code == 422
    assert send(client, url, reason="Kabur").status_code == 303
    page = text_of(client, here(world))
    assert str(row.pk) not in page
    assert client.get(f"{here(world)}{row.pk}/").status_code == 404


def test_a_cost_and_its_receipt(world: World) -> None:
    client = world.client("notulis")
    answer = send(client, f"{here(world)}biaya/catat/", **LINE, recipient="Warung Bu Tini")
    assert answer.status_code == 303
    line = Expense.objects.get()
    assert (line.amount_idr, line.recipient) == (180_000, "Warung Bu Tini")
    begun = text_of(client, f"{here(world)}catat/?bagian=konsumsi")
    assert f'value="{line.pk}"' in begun and "checked" in begun
    url = f"{here(world)}catat/"
    sent = {"part": "konsumsi", "photos": [pdf()], "expenses": [str(line.pk)]}
    assert send(client, url, **sent).status_code == 303
    assert line.receipts.get().part == "konsumsi"
    again = send(client, f"{here(world)}biaya/catat/", **LINE | {"lagi": "1", "rate_idr": ""})
    assert Expense.objects.latest("id").rate_idr == 22_000  # that of the table
    no_rate = {"title": "Sewa kursi", "people": "1", "quantity": "1"}
    assert send(client, f"{here(world)}biaya/catat/", **no_rate).status_code == 422
    assert again.headers["Location"].endswith("biaya/catat/")
    wrong = send(client, f"{here(world)}biaya/catat/", **LINE | {"rate_idr": "20,5"})
    assert wrong.status_code == 422
    assert send(client, f"{here(world)}biaya/{line.pk}/tarik/", reason="Ganda").status_code == 303


def test_the_terms_begin_with_what_is_known(world: World) -> None:
    client, url = world.client("notulis"), f"{here(world)}kak/catat/"
    begun = queries.terms_to_begin_with(world.opened)
    invited = world.opened.participants.filter(invited=True).count()
    assert world.opened.title in begun["background"] and begun["target"].startswith(f"{invited} ")
    assert begun["total_idr"] == invited * (110_000 + 22_000 + 50_000)
    assert "Rp110.000" in begun["costs"] and begun["aims"].startswith("1. ")
    assert begun["background"][:40] in text_of(client, url)
    assert send(client, url, **TERMS).status_code == 303
    assert send(client, url, **TERMS).status_code == 422
    change = f"{here(world)}kak/ubah/"
    base = Terms.objects.get().version
    assert send(client, change, base=base, **TERMS | {"aims": "Dua"}).status_code == 303
    conflict = send(client, change, base=base, **TERMS | {"aims": "Tiga"})
    assert conflict.status_code == 409 and "Dua" in conflict.content.decode()


def test_the_terms_that_are_not_there_are_not_changed(world: World) -> None:
    assert world.client("notulis").get(f"{here(world)}kak/ubah/").status_code == 404
