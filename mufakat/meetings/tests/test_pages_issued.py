"""The pages around an issued file: issuing it, reading it, and the public page on which anybody checks it."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mufakat.core.ids import new_id
from mufakat.meetings.models import IssuedFile, Meeting
from mufakat.meetings.rules.issuing import key_in
from tests.issued import fill, issue, issue_blank, whole
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def page_of(meeting: Meeting, rest: str = "") -> str:
    return f"{meeting.get_absolute_url()}berkas/{rest}"


def sent(**more: Any) -> dict[str, Any]:
    return {"act_id": str(new_id()), "paper": "a4", **more}


def test_a_complete_file_is_issued_on_its_page(world: World) -> None:
    meeting, client = world.ratified, world.client("notulis")
    fill(world, meeting)
    said = client.get(page_of(meeting)).content.decode()
    assert f'href="{page_of(meeting, "terbitkan/")}"' in said
    assert client.get(page_of(meeting, "terbitkan/")).status_code == 200
    form = sent(paper="f4")
    answer = client.post(page_of(meeting, "terbitkan/"), form)
    assert (answer.status_code, answer.headers["Location"]) == (303, page_of(meeting))
    issued = IssuedFile.objects.get()
    assert (issued.paper, issued.edition, issued.by_name != "") == ("f4", 1, True)
    # The same form once more: it was done before, and nothing is issued twice.
    again = client.post(page_of(meeting, "terbitkan/"), form)
    assert again.headers["Act"].endswith(" already") and IssuedFile.objects.count() == 1
    # Another form, and nothing new to say: refused by rule.
    assert client.post(page_of(meeting, "terbitkan/"), sent(paper="f4")).status_code == 422
    pdf = client.get(page_of(meeting, "spj.pdf"))
    assert pdf.content == whole(issued).read()
    assert f"spj-{meeting.starts_on}-edisi-1.pdf" in pdf.headers["Content-Disposition"]
    archive = client.get(page_of(meeting, "spj.zip?edisi=1"))
    assert archive.content[:2] == b"PK" and len(archive.content) == issued.archive_size
    assert client.get(page_of(meeting, "spj.pdf?rancangan")).content != pdf.content
    listed = client.get(page_of(meeting)).content.decode()
    assert issued.key in listed and issued.get_absolute_url() in listed
    history = client.get(f"{meeting.get_absolute_url()}riwayat/").content.decode()
    assert issued.key in history


def test_an_incomplete_file_is_refused_by_rule(world: World) -> None:
    client = world.client("notulis")
    answer = client.post(page_of(world.ratified, "terbitkan/"), sent())
    assert answer.status_code == 422 and not IssuedFile.objects.exists()
    assert "terbitkan/" not in client.get(page_of(world.ratified)).content.decode()


def test_who_may_not_issue(world: World) -> None:
    fill(world, world.ratified)
    for who in ("chair", "dinkes_kabkota", "auditor"):
        answer = world.client(who).post(page_of(world.ratified, "terbitkan/"), sent())
        assert answer.status_code == 403, who
    assert not IssuedFile.objects.exists()


@pytest.fixture
def issued(world: World) -> IssuedFile:
    fill(world, world.ratified)
    return issue(world, world.ratified)


def test_anybody_checks_a_file_without_an_account(issued: IssuedFile) -> None:
    client, url = Client(), issued.get_absolute_url()
    said = client.get(url).content.decode()
    assert issued.told["title"] in said and issued.sha256[:16] in said
    assert str(issued.pages) in said and client.get(url).headers["X-Robots-Tag"]
    for person in issued.meeting.participants.values_list("name", flat=True):
        assert person not in said
    whole_file = whole(issued)
    same = client.post(url, {"file": whole_file})
    assert same.status_code == 200 and "message success" in same.content.decode()
    altered = SimpleUploadedFile("spj.pdf", whole(issued).read() + b" ")
    other = client.post(url, {"file": altered}).content.decode()
    assert "message error" in other and "message success" not in other
    typed = client.post(url, {"sha256": " ".join(re.findall(".{8}", issued.sha256.upper()))})
    assert "message success" in typed.content.decode()
    assert "message success" in client.post(url, {"sha256": issued.archive_sha256}).content.decode()
    nothing = client.post(url, {"sha256": "x"}).content.decode()
    assert "message success" not in nothing and "message error" not in nothing


def test_a_file_is_found_by_its_key_or_by_itself(issued: IssuedFile) -> None:
    client = Client()
    assert client.get("/periksa/").status_code == 200
    typed = issued.key.replace("-", " ").lower()
    assert (
        client.get("/periksa/", {"kunci": typed}).headers["Location"] == issued.get_absolute_url()
    )
    found = client.post("/periksa/", {"file": whole(issued)}).content.decode()
    assert issued.get_absolute_url() in found
    assert "message error" in client.post("/periksa/", {"sha256": "0" * 64}).content.decode()
    assert "message error" in client.get("/periksa/", {"kunci": "AAAA"}).content.decode()
    assert client.get("/periksa/AAAA-BBBB-CCCC/").status_code == 404


def test_nothing_of_what_is_sent_is_kept(world: World, tmp_path: Any) -> None:
    row = issue_blank(world, world.ratified)
    before = sorted(tmp_path.rglob("*"))
    big = SimpleUploadedFile("besar.pdf", b"x" * 6_000_000)
    assert Client().post(row.get_absolute_url(), {"file": big}).status_code == 200
    assert sorted(tmp_path.rglob("*")) == before


def test_a_later_edition_is_told(world: World, issued: IssuedFile) -> None:
    later = issue(world, world.ratified, paper="f4")
    said = Client().get(issued.get_absolute_url()).content.decode()
    assert later.get_absolute_url() in said
    assert issued.get_absolute_url() not in Client().get(later.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("k7qf9m2x4trd", "K7QF-9M2X-4TRD"),
        (" K7QF – 9M2X.4TRD ", "K7QF-9M2X-4TRD"),
        ("K7QF-9M2X-4TR", ""),
        ("K7QF-9M2X-4TR0", ""),
        ("", ""),
        ("K7QF-9M2X-4TRD' OR 1=1", ""),
    ],
)
def test_keys_are_read_as_people_type_them(typed: str, key: str) -> None:
    assert key_in(typed) == key
