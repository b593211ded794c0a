"""What search may show to whom, as one condition on its entries: asked anew each time, from the forum, the body and the
person that an entry is of."""

from typing import Any

from django.db.models import Q

from mufakat.directory.access import NOWHERE, can, forums_where, organisations_where

from .models import Kind

IN_SESSION = (Kind.NOTE, Kind.DECISION, Kind.PROBLEM, Kind.PROPOSAL, Kind.GROUP, Kind.LETTER)
OF_SESSIONS = [kind.value for kind in (Kind.MEETING, *IN_SESSION)]
OF_PROGRAMMES = [Kind.PROGRAMME.value, Kind.COHORT.value, Kind.INSTRUMENT.value]
OF_DIRECTORY = [Kind.ORGANISATION.value, Kind.PERSON.value]


def entries_where(user: Any) -> Q:
    """Forums, sessions and promises as their own pages show them; people and bodies by name to everyone with a role;
    programmes, their waves, published instruments and the library to those who may open theirs."""
    forums = Q(kind=Kind.FORUM.value) & forums_where(user, "forum.see", "forum__")
    sessions = Q(kind__in=OF_SESSIONS) & forums_where(user, "meeting.see", "forum__")
    promises = (
        forums_where(user, "commitment.see", "forum__")
        | organisations_where(user, "update.record", "organisation__")
        | _of_person(user)
    )
    found = forums | sessions | (Q(kind=Kind.COMMITMENT.value) & promises)
    open_to_role = {
        "directory.see": OF_DIRECTORY,
        "programme.see": OF_PROGRAMMES,
        "review.see": [Kind.REVIEW.value],
    }
    kinds = [k for verb, named in open_to_role.items() if can(user, verb) for k in named]
    return found | Q(kind__in=kinds) if kinds else found


def _of_person(user: Any) -> Q:
    """His own promises; not through another role's eyes."""
    own = getattr(user, "person_id", None) if user.seen_as is None else None
    return Q(person_id=own) if own else NOWHERE
