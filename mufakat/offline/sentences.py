"""How what devices sent reads in the history."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "entry.kept": _("%(who)s sent from a device what waits for a decision: “%(what)s”"),
    "entry.kept:brought": _(
        "%(who)s brought in a file what another one is said to have written; it waits for a decision: “%(what)s”"
    ),
    "entry.left": _(
        "%(who)s decided that what was sent from a device is not needed: “%(what)s”. Reason: %(reason)s"
    ),
    "device.restored": _("%(who)s took the device “%(name)s” back into use"),
    "device.ended": _("%(who)s revoked the device “%(name)s”"),
}
