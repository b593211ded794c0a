"""How the history of programmes reads."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "programme.recorded": _("%(who)s recorded the programme “%(name)s”"),
    "programme.changed": _("%(who)s changed the programme “%(name)s”"),
    "programme.ended": _("%(who)s ended the programme “%(name)s” on %(on)s"),
    "lokus.recorded": _("%(who)s wrote down that “%(programme)s” mentors %(name)s from %(on)s"),
    "lokus.ended": _("%(who)s ended the mentoring of %(name)s in “%(programme)s” on %(on)s"),
    "cohort.recorded": _("%(who)s recorded the cohort “%(name)s” for %(quota)s districts"),
    "cohort.changed": _("%(who)s changed the cohort “%(name)s”"),
    "district.joined": _("%(who)s wrote down that %(name)s joined “%(cohort)s” on %(on)s"),
    "standing.recorded:planned": _(
        "%(who)s looked at how ready %(name)s was on %(on)s: %(there)s of %(all)s there"
    ),
    "readiness.recorded": _(
        "%(who)s looked at how ready %(name)s was on %(on)s: %(there)s of %(all)s there"
    ),
    "standing.recorded:ready": _("%(who)s wrote down that %(name)s is ready since %(on)s"),
    "standing.recorded:running": _("%(who)s wrote down that %(name)s runs since %(on)s"),
    "standing.recorded:passed": _("%(who)s wrote down that %(name)s has passed on %(on)s"),
    "standing.recorded:doubted": _(
        "%(who)s declared %(name)s as passed on %(on)s, though its scores do not say so: %(reason)s"
    ),
    "standing.recorded:left": _(
        "%(who)s wrote down that %(name)s left “%(cohort)s” on %(on)s: %(reason)s"
    ),
    "standing.recorded": _("%(who)s wrote down how far %(name)s was on %(on)s"),
    "standing.withdrawn": _("%(who)s took back what was written of %(name)s on %(on)s: %(reason)s"),
    "unit.recorded": _(
        "%(who)s made %(name)s with %(pustu)s a centre of excellence of “%(programme)s” from %(on)s"
    ),
    "unit.ended": _("%(who)s ended the centre of excellence %(name)s on %(on)s"),
    "replication.recorded": _(
        "%(who)s wrote down that %(target)s is to learn from %(name)s by %(on)s"
    ),
    "replication.changed": _("%(who)s changed what %(target)s learns from %(name)s"),
    "replication.changed:running": _("%(who)s wrote down that %(target)s learns from %(name)s"),
    "replication.changed:done": _(
        "%(who)s wrote down that %(target)s has taken over from %(name)s on %(on)s"
    ),
    "replication.changed:stopped": _(
        "%(who)s wrote down that %(target)s no longer learns from %(name)s"
    ),
    "visit.recorded": _("%(who)s wrote down the visit to %(name)s on %(on)s"),
    "visit.changed": _("%(who)s corrected the visit to %(name)s on %(on)s"),
    "contest.recorded": _("%(who)s recorded the contest “%(name)s”"),
    "contest.changed": _("%(who)s changed the contest “%(name)s”"),
    "contestants.recorded": _("%(who)s entered for “%(name)s”: %(names)s"),
    "contestant.withdrawn": _("%(who)s took %(name)s out of “%(contest)s”: %(reason)s"),
    "points.recorded": _("%(who)s gave %(name)s %(total)s points in “%(contest)s”"),
}
