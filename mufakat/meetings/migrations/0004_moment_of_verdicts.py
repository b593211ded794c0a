"""Every verdict gets the moment at which its session began, and promises that two sessions of one day judged follow
the later session, as they do from now on."""

from typing import Any

from django.db import migrations
from django.db.models import Count

CLOSING = ("kept", "partly", "dropped")


def tell_moments(apps: Any, schema_editor: Any) -> None:
    meetings = apps.get_model("meetings", "Meeting")._default_manager
    verdicts = apps.get_model("commitments", "Verdict")._default_manager
    commitments = apps.get_model("commitments", "Commitment")._default_manager
    begun = meetings.exclude(starts_at=None).values_list("pk", "starts_at")
    for pk, starts_at in begun.iterator():
        verdicts.filter(session_id=str(pk)).update(session_at=starts_at)
    twice = verdicts.values("commitment", "session_on").order_by().annotate(n=Count("id"))
    for pk in set(twice.filter(n__gt=1).values_list("commitment", flat=True)):
        last = verdicts.filter(commitment=pk).order_by("session_at", "given_at").last()
        state = last.verdict if last.verdict in CLOSING else "open"
        commitments.filter(pk=pk).update(state=state, due_on=last.due_after, what=last.what_after)


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0004_verdict_session_at"),
        ("meetings", "0003_reopening_addendum"),
    ]

    operations = [migrations.RunPython(tell_moments, migrations.RunPython.noop)]
