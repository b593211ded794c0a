"""The second person sees what there is to judge above the form."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext as _

from mufakat.commitments import actions
from mufakat.commitments.models import Commitment, Update
from mufakat.core.ids import new_id
from tests.proofs import photo
from tests.world import World, wib

pytestmark = pytest.mark.usefixtures("on_the_day")


def check(world: World) -> str:
    return f"{world.promise_continued.get_absolute_url()}periksa/"


def test_he_sees_the_promise_the_report_and_its_photo(world: World) -> None:
    promise: Any = world.promise_continued
    Commitment.objects.filter(pk=promise.pk).update(proof_asked="Foto dan daftar hadir")
    sent = {"act_id": str(new_id()), "text": "Sudah 18 pasangan", "photos": [photo()]}
    done = world.client("sector_member").post(f"{promise.get_absolute_url()}kabar/catat/", sent)
    assert done.status_code == 303
    page = world.client("chair").get(check(world)).content.decode()
    head, _name, form = page.partition('name="adequate"')
    for shown in (promise.what, promise.owner, "Foto dan daftar hadir", "Sudah 18 pasangan"):
        assert shown in head
    evidence = promise.evidence.get()
    assert f'src="/bukti/{evidence.pk}/?kecil"' in head
    assert form
    assert _("required if it is not adequate yet") in form
    assert _("Only a session closes the promise; it reads what you found.") in page


def test_nothing_sent_nothing_offered(world: World) -> None:
    promise, chair = world.promise_continued, world.client("chair")
    assert check(world) in chair.get(promise.get_absolute_url()).content.decode()
    Update.objects.filter(commitment=promise).delete()
    assert check(world) not in chair.get(promise.get_absolute_url()).content.decode()
    page = chair.get(check(world)).content.decode()
    assert 'name="adequate"' not in page
    assert "Belum ada yang dilaporkan" in page


@pytest.mark.parametrize("many", [1, 3])
def test_as_many_questions_for_one_and_three(world: World, many: int) -> None:
    for number in range(many):
        with world.doing("partner", wib(6, 26, 9)) as act:
            actions.record_update(act, commitment=world.promise_continued, text=f"Ke-{number}")
    client = world.client("chair")
    client.get(check(world))
    with CaptureQueriesContext(connection) as asked:
        page = client.get(check(world)).content.decode()
    assert f"Ke-{many - 1}" in page
    assert len(asked) <= 12
