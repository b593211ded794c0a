"""History on pages."""

from django import template
from django.utils.safestring import SafeString

from mufakat.journal.models import Event
from mufakat.journal.sentences import sentence

register = template.Library()


@register.filter
def told(event: Event) -> SafeString:
    """An event as a sentence."""
    return sentence(event)
