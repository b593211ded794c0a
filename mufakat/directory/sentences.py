"""How the history of the directory reads."""

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from .roles import ROLES

SENTENCES: "dict[str, str | Promise]" = {
    "region.recorded": _("%(who)s added the region “%(name)s”"),
    "region.changed": _("%(who)s changed the region “%(name)s”"),
    "region.ended": _("%(who)s ended the region “%(name)s” on %(on)s"),
    "organisation.recorded": _("%(who)s added the organisation “%(name)s”"),
    "organisation.changed": _("%(who)s changed the organisation “%(name)s”"),
    "organisation.changed:codes": _("%(who)s changed the codes of “%(name)s”: %(codes)s"),
    "organisation.changed:moved": _("%(who)s moved “%(name)s” from %(below)s to %(now_below)s"),
    "organisation.ended": _("%(who)s ended the organisation “%(name)s” on %(on)s"),
    "person.recorded": _("%(who)s added “%(name)s”"),
    "person.changed": _("%(who)s changed the data of “%(name)s”"),
    "person.ended": _("%(who)s ended “%(name)s” on %(on)s"),
    "office.recorded": _(
        "%(who)s recorded “%(name)s” as %(title)s, %(organisation)s, from %(valid_from)s"
    ),
    "office.recorded:undated": _("%(who)s recorded “%(name)s” as %(title)s, %(organisation)s"),
    "office.ended": _(
        "%(who)s ended the office of “%(name)s” as %(title)s, %(organisation)s, on %(on)s"
    ),
    "forum.recorded": _("%(who)s founded the forum “%(name)s”"),
    "forum.changed": _("%(who)s changed the forum “%(name)s”"),
    "forum.ended": _("%(who)s ended the forum “%(name)s” on %(on)s"),
    "forum.ended:unfinished": _(
        "%(who)s ended the forum “%(name)s” on %(on)s, with %(promises)s promises open and %(sessions)s sessions "
        "not ratified: %(reason)s"
    ),
    "forum.ended:returned": _(
        "%(who)s ended the forum “%(name)s” on %(on)s, with %(promises)s promises open, %(sessions)s sessions not "
        "ratified and %(waiting)s matters given back to the forums below: %(reason)s"
    ),
    "forum.ended:handed": _(
        "%(who)s ended the forum “%(name)s” on %(on)s; %(taken)s open promises go on in %(to)s. %(reason)s"
    ),
    "membership.recorded": _("%(who)s added “%(name)s” to the forum “%(forum)s”"),
    "membership.ended": _(
        "%(who)s ended the membership of “%(name)s” in the forum “%(forum)s” on %(on)s"
    ),
    "user.recorded": _("%(who)s gave “%(name)s” a login"),
    "password.reset:one_step": _(
        "%(who)s gave “%(name)s” a new password, to be changed at the next sign-in, and ended the two-step sign-in"
    ),
    "password.reset": _(
        "%(who)s gave “%(name)s” a new password, to be changed at the next sign-in"
    ),
    "user.locked": _("%(who)s locked the login of “%(name)s”"),
    "user.unlocked": _("%(who)s unlocked the login of “%(name)s”"),
    "token.ended": _("%(who)s ended a key to the API of “%(name)s”, made on %(made)s"),
    "token.recorded": _("%(who)s made a key to the API for “%(name)s”"),
    "assignment.recorded": _("%(who)s gave “%(name)s” the role “%(role)s” at %(node)s"),
    "assignment.ended": _("%(who)s ended the role “%(role)s” of “%(name)s” at %(node)s on %(on)s"),
    "letterhead.recorded": _("%(who)s wrote down the letterhead of “%(name)s”"),
    "letterhead.recorded:again": _("%(who)s changed the letterhead of “%(name)s”"),
    "link.recorded": _("%(who)s gave “%(name)s” a personal link"),
    "link.ended": _("%(who)s revoked the personal link of “%(name)s”"),
    "link.ended:office": _(
        "%(who)s ended the personal link of “%(name)s” on %(on)s: “%(person)s” leaves the office there"
    ),
    "link.ended:seat": _(
        "%(who)s ended the personal link of “%(name)s” on %(on)s: the seat of “%(person)s” ends"
    ),
    "view.started": _("%(who)s began to view as “%(role)s” at %(node)s"),
}


def _named(sentence: "str | Promise", title: Promise) -> str:
    return str(sentence).replace("%(role)s", str(title).replace("%", "%%"))


# The journal keeps the code of a role; people read its title ("verb:form", the form being the code).
with_title = lazy(_named, str)
for _verb in ("assignment.recorded", "assignment.ended", "view.started"):
    SENTENCES |= {
        f"{_verb}:{code}": with_title(SENTENCES[_verb], role.title) for code, role in ROLES.items()
    }
