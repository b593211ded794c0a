"""Form fields in which one types a region, an organisation, a person, a forum or a login: a code, a name, or the
label that the field itself wrote. What is unclear is asked back as choices below the box; nothing is guessed.

    region = RegionField(label=_("Region"))                    # cleaned: Region or None
    owner = OrganisationField(label=_("Owner"), required=False)
    form.fields["owner"].suggest(organisations)                # optional: offered while typing, without a script
    form.fields["owner"].on = meeting_day                      # as of which day; without it: today
    form.fields["region"].near = forum.region                  # a name found once below it is that one

`initial` may be an instance. A field sends three names: `owner` (text), `owner_id` (hidden: what the text meant when
the page was made) and `owner_choice` (the answer to a question). Only the first is needed; it may hold an id.
"""

from .kinds import ForumField, OrganisationField, PersonField, RegionField, UserField
from .things import Shown, ThingField, ThingWidget, Typed

__all__ = [
    "ForumField",
    "OrganisationField",
    "PersonField",
    "RegionField",
    "Shown",
    "ThingField",
    "ThingWidget",
    "Typed",
    "UserField",
]
