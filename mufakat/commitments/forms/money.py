"""Whole rupiah, as people write them."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _

from mufakat.commitments.rules.promise import MOST_RUPIAH

WHOLE_RUPIAH = _("Write whole rupiah, with or without dots: 5000000 or 5.000.000.")


class RupiahField(forms.IntegerField):
    """Whole rupiah, also as our pages and letters print them: Rp5.000.000, Rp 5 000 000,-.

    Groups are of three, so that 5.00 and 5,5 are nobody's millions; the comma groups only where pages are English.
    """

    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    default_error_messages = {
        "invalid": WHOLE_RUPIAH,
        "max_value": _("This amount is too big. Check the zeros."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_value=MOST_RUPIAH, **kwargs)

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str) and (value := value.strip()):
            comma = "," if get_format("THOUSAND_SEPARATOR") == "," else "."
            whole = re.fullmatch(
                rf"(?:rp\.?)?\s*(-?(?:[0-9]+|[0-9]{{1,3}}(?:([.\s{comma}])[0-9]{{3}})(?:\2[0-9]{{3}})*))(?:,-)?",
                value,
                re.IGNORECASE,
            )
            if whole is None:
                raise ValidationError(self.error_messages["invalid"], code="invalid")
            value = re.sub(r"[^-0-9]", "", whole[1])
        return super().to_python(value)
