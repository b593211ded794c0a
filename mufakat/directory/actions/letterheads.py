"""The letterhead of an office."""

from typing import Any

from mufakat.core.ids import new_id
from mufakat.directory.models import Letterhead, Organisation
from mufakat.journal.actions import OpenAct


def record_letterhead(
    act: OpenAct, organisation: Organisation, *, base: int | None = None, **fields: Any
) -> Letterhead:
    """Write down the letterhead of an office, or change it. Letters that were issued keep theirs."""
    Organisation.objects.select_for_update(no_key=True).values_list("pk").get(pk=organisation.pk)
    own = Letterhead.objects.filter(organisation=organisation).first()
    told = {"name": organisation.name}
    if own is None:
        own = Letterhead.objects.create(id=new_id(), organisation=organisation, **fields)
        act.note("letterhead.recorded", own, about=[organisation], **told)
        return own
    verb = "letterhead.recorded"
    act.change(own, verb, base=base, about=[organisation], told={**told, "form": "again"}, **fields)
    return own
