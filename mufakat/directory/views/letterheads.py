"""The letterhead of an office."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mufakat.directory import access, actions, queries
from mufakat.directory.forms import LetterheadForm
from mufakat.journal.forms import perform

from . import form_page


def record_letterhead(request: HttpRequest, pk: UUID) -> HttpResponse:
    organisation = access.get_organisation(request.user, pk, "letterhead.record")
    form = LetterheadForm(request.POST or None, letterhead=queries.letterhead_of(organisation))
    back = organisation.get_absolute_url()
    done = perform(
        request,
        form,
        lambda act: actions.record_letterhead(act, organisation, base=form.seen, **form.values),
        back,
        _("The letterhead is recorded. Letters that were issued keep theirs."),
    )
    title = _("Letterhead of %(name)s") % {"name": organisation}
    hint = _("It stands above invitations and lists. Leave empty what you do not print.")
    return done or form_page(request, form, title, _("Save the letterhead"), back, hint=hint)
