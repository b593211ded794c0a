"""How the history of instruments, calls and assessments, and figures reads."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise] = {}

# -- Frozen figures ----------------------------------------------------------------------------

SENTENCES |= {
    "snapshot.taken": _("%(who)s froze “%(title)s” as of %(day)s: %(met)s of %(of)s"),
}

# Instruments and their versions.
SENTENCES |= {
    "instrument.recorded": _("%(who)s recorded the instrument “%(title)s” of %(keeper)s"),
    "instrument.recorded:copied": _(
        "%(who)s recorded the instrument “%(title)s” of %(keeper)s, as a copy of %(copied)s"
    ),
    "instrument.handed": _(
        "%(who)s handed the instrument “%(title)s” over from %(before)s to %(keeper)s"
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

# Calls and assessments.
SENTENCES |= {
    "call.recorded": _("%(who)s called for “%(title)s”, due %(due_on)s; %(n)s bodies owe it"),
    "call.changed": _("%(who)s changed “%(title)s”: due %(due_on)s, closed after %(closes_on)s"),
    "obligation.recorded": _("%(who)s put %(name)s on the list of “%(title)s”"),
    "obligations.recorded": _("%(who)s put %(n)s more on the list of “%(title)s”: %(names)s"),
    "obligation.excused": _("%(who)s excused %(name)s from “%(title)s”: %(reason)s"),
    "obligation.restored": _("%(who)s put %(name)s back on the list of “%(title)s”"),
    "assessment.recorded": _("%(who)s began “%(instrument)s” of %(name)s for %(month)s"),
    "assessment.filled": _("%(who)s filled in “%(domain)s”"),
    "assessment.submitted": _("%(who)s sent “%(instrument)s” of %(name)s for %(month)s"),
    "assessment.submitted:again": _(
        "%(who)s sent “%(instrument)s” of %(name)s for %(month)s again"
    ),
    "assessment.verified": _("%(who)s verified “%(instrument)s” of %(name)s for %(month)s"),
    "assessment.verified:noted": _(
        "%(who)s verified “%(instrument)s” of %(name)s for %(month)s: %(note)s"
    ),
    "assessment.returned": _(
        "%(who)s sent “%(instrument)s” of %(name)s for %(month)s back: %(reason)s"
    ),
    "assessment.accepted": _(
        "%(who)s accepted “%(instrument)s” of %(name)s for %(month)s: %(met)s of %(of)s met"
    ),
    "assessment.withdrawn": _(
        "%(who)s took back “%(instrument)s” of %(name)s for %(month)s: %(reason)s"
    ),
    "assessment.withdrawn:accepted": _(
        "%(who)s withdrew the accepted “%(instrument)s” of %(name)s for %(month)s: %(reason)s."
        " It counts no more"
    ),
    "photo.recorded": _("%(who)s added a photo to “%(title)s”"),
    "photo.recorded:waiting": _(
        "%(who)s added a photo to “%(title)s”; the device still has to send its file"
    ),
    "photo.completed": _("The file of a photo for “%(title)s” arrived (%(who)s)"),
    "photo.withdrawn": _(
        "%(who)s withdrew a photo of “%(title)s”: %(reason)s. The file is deleted"
    ),
}
