"""How the history of instruments, assessments and figures reads."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise] = {}

# Instruments and their versions.
SENTENCES |= {
    "instrument.recorded": _("%(who)s recorded the instrument “%(title)s” of %(keeper)s"),
    "instrument.recorded:copied": _(
        "%(who)s recorded the instrument “%(title)s” of %(keeper)s, as a copy of %(copied)s"
    ),
    "version.recorded": _("%(who)s began version %(number)s of “%(title)s”"),
    "version.changed": _(
        "%(who)s wrote title, threshold and grades of version %(number)s of “%(title)s”: %(threshold)s"
    ),
    "version.withdrawn": _("%(who)s gave up the draft of version %(number)s of “%(title)s”"),
    "version.published": _(
        "%(who)s published version %(number)s of “%(title)s”; it holds from %(valid_from)s"
    ),
    "question.recorded": _(
        "%(who)s added the question “%(question)s” to version %(number)s of “%(title)s”"
    ),
    "question.changed": _(
        "%(who)s changed the question “%(question)s” in version %(number)s of “%(title)s”"
    ),
    "question.withdrawn": _(
        "%(who)s took the question “%(question)s” out of version %(number)s of “%(title)s”"
    ),
    "domain.recorded": _(
        "%(who)s added the domain “%(domain)s” to version %(number)s of “%(title)s”"
    ),
    "domain.changed": _(
        "%(who)s changed the domain “%(domain)s” in version %(number)s of “%(title)s”"
    ),
    "domain.withdrawn": _(
        "%(who)s took the domain “%(domain)s” out of version %(number)s of “%(title)s”"
    ),
}
