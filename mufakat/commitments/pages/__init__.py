"""What the pages of a promise show."""

from .open_to import (
    open_to as open_to,
    why_closed as why_closed,
)
from .promise import (
    facts_of as facts_of,
    judged_by_second as judged_by_second,
    story_of as story_of,
)
from .sharing import (
    handed_on as handed_on,
    link_page as link_page,
)
