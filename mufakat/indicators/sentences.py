"""How the history of instruments, assessments and figures reads."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise] = {}

# -- Frozen figures ----------------------------------------------------------------------------

SENTENCES |= {
    "snapshot.taken": _("%(who)s froze “%(title)s” as of %(day)s: %(met)s of %(of)s"),
}
