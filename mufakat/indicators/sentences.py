"""How the history of calls and assessments reads."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "call.recorded": _("%(who)s called for “%(title)s”, due %(due_on)s; %(n)s bodies owe it"),
    "call.changed": _("%(who)s changed “%(title)s”: due %(due_on)s, closed after %(closes_on)s"),
    "obligation.recorded": _("%(who)s put %(name)s on the list of “%(title)s”"),
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
