"""Who may what: the one check, and the only ways in which a view gets an object."""

from .assignments import (
    get_assignment as get_assignment,
    visible_assignments as visible_assignments,
)
from .links import (
    LinkClosed as LinkClosed,
    LinkUnknown as LinkUnknown,
    get_guest as get_guest,
    get_link as get_link,
)
from .logins import (
    get_login_seen as get_login_seen,
    get_login_to_lock as get_login_to_lock,
    get_person_to_end as get_person_to_end,
    get_token as get_token,
    may_end_person as may_end_person,
    may_lock as may_lock,
    may_see_login as may_see_login,
)
from .people import (
    belongs as belongs,
    get_login as get_login,
    get_office as get_office,
    get_person as get_person,
    get_person_for_login as get_person_for_login,
    get_user as get_user,
    homes_of as homes_of,
    may_give_login as may_give_login,
    may_record_office as may_record_office,
    may_record_person as may_record_person,
    may_reset_password as may_reset_password,
    may_see_contact as may_see_contact,
    people_where as people_where,
    phone_at as phone_at,
)
from .places import (
    get_forum as get_forum,
    get_membership as get_membership,
    get_organisation as get_organisation,
    get_region as get_region,
    may_found_forum as may_found_forum,
    may_move as may_move,
    memberships_seen as memberships_seen,
    visible_forums as visible_forums,
)
from .rights import (
    NOWHERE as NOWHERE,
    Grant as Grant,
    Node as Node,
    can as can,
    forums_of as forums_of,
    forums_where as forums_where,
    grants as grants,
    organisations_where as organisations_where,
    own_grants as own_grants,
    regions_where as regions_where,
    require as require,
    sees_a_province as sees_a_province,
    within_reach as within_reach,
)
