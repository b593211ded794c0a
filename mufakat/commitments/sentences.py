"""How the history of a promise reads."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "commitment.recorded": _(
        "%(who)s wrote down the promise of %(owner)s: “%(what)s”, due %(due_on)s"
    ),
    "commitment.changed": _("%(who)s corrected the promise “%(what)s”"),
    "commitment.withdrawn": _(
        "%(who)s took back the promise of %(owner)s “%(what)s”, due %(due_on)s: %(reason)s"
    ),
    "commitment.moved": _("%(who)s corrected the day of %(session)s: “%(what)s” moves with it"),
    "commitment.handed": _("%(who)s handed “%(what)s” to %(to)s: %(reason)s"),
    "commitment.taken": _("%(to)s took over “%(what)s” from %(from)s (written down by %(who)s)"),
    "evidence.recorded": _("%(who)s sent “%(name)s” as proof of “%(what)s”"),
    "evidence.withdrawn": _(
        "%(who)s withdrew “%(name)s”, proof of “%(what)s”: %(reason)s. The file is deleted"
    ),
    "date.requested": _("%(who)s asked for a new date for “%(what)s”, %(wanted_on)s: %(reason)s"),
    "date.answered:granted": _(
        "%(who)s wrote down that the new date asked for “%(what)s”, %(wanted_on)s, was granted"
    ),
    "date.answered:refused": _(
        "%(who)s wrote down that the new date asked for “%(what)s”, %(wanted_on)s, was not granted"
    ),
    "check.recorded": _("%(by)s looked at “%(what)s”: adequate (written down by %(who)s)"),
    "check.recorded:inadequate": _(
        "%(by)s looked at “%(what)s”: not adequate yet: %(reason)s (written down by %(who)s)"
    ),
    "update.recorded": _("%(who)s reported on “%(what)s”: %(text)s"),
    "update.recorded:done": _("%(who)s reported “%(what)s” as done: %(text)s"),
    "verdict.given:kept": _("%(session)s: “%(what)s” was kept (written down by %(who)s)"),
    "verdict.given:partly": _("%(session)s: “%(what)s” was partly kept (written down by %(who)s)"),
    "verdict.given:continued": _(
        "%(session)s: “%(what)s” is continued, new date %(due_on)s (written down by %(who)s)"
    ),
    "verdict.given:changed": _(
        "%(session)s: “%(what)s” was changed to “%(what_after)s”, due %(due_on)s: %(reason)s"
        " (written down by %(who)s)"
    ),
    "verdict.given:dropped": _(
        "%(session)s: “%(what)s” was dropped: %(reason)s (written down by %(who)s)"
    ),
    "verdict.withdrawn": _("%(who)s took back the verdict of %(session)s on “%(what)s”"),
}
