"""How what went out of the house reads."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "message.delivered": _("%(who)s passed on the news to “%(name)s”"),
    "message.stopped": _("%(who)s asked not to get the news of the day any more"),
    "message.started": _("%(who)s asked to get the news of the day again"),
}
