"""What is right in the directory."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from mufakat.core.dates import short_date
from mufakat.core.errors import RuleBroken

CODE = re.compile(r"\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?")


def region_code(text: str) -> str:
    """A Kemendagri code as written, dotted and whole: "32.73.04". Nothing is guessed.

    "5308" is Ende in one system and Lembata in another, and "53.1" may be a 53.10 that lost its zero: both
    are asked back (Kepmendagri 300.2.2-2138/2025; shapes PP, PP.KK, PP.KK.CC, PP.KK.CC.DDDD).
    """
    code = text.strip()
    if code == "ID" or CODE.fullmatch(code):
        return code
    if code.isdigit():
        raise RuleBroken(
            "region.code_without_dots",
            _(
                "“%(code)s” has no dots, so it may be a code of Kemendagri or of BPS, which differ. "
                "Write the Kemendagri code with dots, for example 53.08 or 32.73.04."
            )
            % {"code": code},
            "region",
        )
    raise RuleBroken(
        "region.code_not_whole",
        _(
            "“%(code)s” is not a whole region code. A spreadsheet may have cut a zero (53.10 became 53.1). "
            "Write it as text: PP, PP.KK, PP.KK.CC or PP.KK.CC.DDDD."
        )
        % {"code": code},
        "region",
    )


def unknown_region(code: str) -> RuleBroken:
    return RuleBroken(
        "region.unknown",
        _("No region has the code %(code)s. Check it in the list of regions (menu Wilayah).")
        % {"code": code},
        "region",
    )


def region_not_valid(code: str, on: date, since: date | None, others: Sequence[str]) -> RuleBroken:
    """The region exists, but not on that day. `others` is what it became or, before the day `since` on which it began,
    what it comes from."""
    words = {"code": code, "on": short_date(on), "others": ", ".join(others)}
    if since is not None and on < since:
        words["since"] = short_date(since)
        told = _("The region %(code)s stands only since %(since)s, not on %(on)s.") % words
        told += " " + _("Before that: %(others)s.") % words if others else ""
    else:
        told = _("The region %(code)s no longer stands on %(on)s.") % words
        told += " " + _("It became: %(others)s.") % words if others else ""
    return RuleBroken("region.not_valid_then", told, "region")


def period_in_order(
    valid_from: date | None, valid_to: date | None, field: str = "valid_to"
) -> None:
    if valid_from and valid_to and valid_to < valid_from:
        raise RuleBroken(
            "period.ends_before_it_begins", _("The last day lies before the first day."), field
        )


def can_end(valid_from: date | None, ended: date | None, on: date) -> None:
    """What has ended is not ended again, and nothing ends before it began."""
    if ended is not None:
        raise RuleBroken("period.ended_already", _("This has already ended."))
    period_in_order(valid_from, on, "on")


def not_held_since(what: str, since: date | None, on: date, today: date) -> None:
    """Nobody leaves before something that he holds by now had begun: the day is a slip of the finger."""
    if since is not None and on < since <= today:
        raise RuleBroken(
            "person.held_since",
            _("This day lies before %(what)s began, on %(since)s. Check the day and the year.")
            % {"what": f"“{what}”", "since": short_date(since)},
            "on",
        )


def not_below_itself(path: str, new_parent_path: str) -> None:
    if path and new_parent_path.startswith(path):
        raise RuleBroken("tree.loop", _("A body cannot lie below itself."), "parent")


def membership_of_somebody(organisation: object, person: object) -> None:
    if not organisation and not person:
        raise RuleBroken(
            "membership.nobody", _("Choose an organisation, a person, or both."), "organisation"
        )


def role_fits_node(nodes: tuple[str, ...], node_kind: str) -> None:
    if node_kind not in nodes:
        raise RuleBroken(
            "role.wrong_node", _("This role is not granted at a place of this kind."), "node"
        )


def region_fits_parent(code: str, parent_code: str) -> None:
    """A region's code continues the code of the region above it."""
    expected = "" if parent_code == "ID" else parent_code + "."
    if not code.startswith(expected) or code.count(".") != expected.count("."):
        raise RuleBroken(
            "region.not_below_parent",
            _("The code %(code)s does not continue the code of the region above, %(parent)s.")
            % {"code": code, "parent": parent_code},
            "code",
        )


def code_is_free(code: str, taken: bool) -> None:
    if taken:
        raise RuleBroken(
            "region.code_taken", _("The code %(code)s is in use.") % {"code": code}, "code"
        )


def succession_has_day(predecessor: object, valid_from: date | None) -> None:
    if predecessor and valid_from is None:
        raise RuleBroken(
            "region.succession_without_day",
            _("Say from which day the new region stands: on that day it follows the former one."),
            "valid_from",
        )


def predecessor_told(predecessor: object, ends: str, ended: date | None, last: date | None) -> None:
    """A region that became another has ended the day before, `last`; one of which a part was cut out stands on. Only
    who records it knows which of the two a law did: figures, waves and lists tell them apart by that last day."""
    if predecessor and ends not in ("ends", "stands"):
        raise RuleBroken(
            "region.predecessor_untold",
            _("Say whether the former region ended with this, or stands on beside the new one."),
            "predecessor_ends",
        )
    if ends == "ends" and ended and last and ended < last:
        raise RuleBroken(
            "region.predecessor_ended_before",
            _(
                "The former region had ended before, on %(ended)s. Check the first day of the new one."
            )
            % {"ended": short_date(ended)},
            "valid_from",
        )
    if ends == "stands" and ended and last and ended <= last + timedelta(days=1):
        raise RuleBroken(
            "region.predecessor_gone",
            _(
                "The former region does not stand on: its last day was %(ended)s. Say that it ended, or check the days."
            )
            % {"ended": short_date(ended)},
            "predecessor_ends",
        )


def nip(text: str) -> str:
    """A NIP as it is written: "19780512 200501 1 007". 18 digits say day of birth, month of appointment, sex and number
    (Perka BKN 22/2007); before that a number had 9. Spaces may stand anywhere."""
    digits = "".join(text.split())
    if digits and not (digits.isascii() and digits.isdigit() and len(digits) in (9, 18)):
        raise RuleBroken(
            "person.nip_length",
            _(
                "“%(nip)s” is no NIP: it has 18 digits (an old one, before 2009, has 9). "
                "Leave it empty where you do not know it."
            )
            % {"nip": text.strip()},
            "nip",
        )
    parts = (digits[:8], digits[8:14], digits[14:15], digits[15:])
    return " ".join(parts) if len(digits) == 18 else digits


def within_reach(allowed: bool, field: str) -> None:
    """A new or moved thing lies where its writer keeps the directory."""
    if not allowed:
        raise RuleBroken(
            "place.out_of_reach",
            _("Your role does not reach this place. Choose one that lies below yours."),
            field,
        )


def organisation_code_is_free(system: str, code: str, taken: bool) -> None:
    if taken:
        raise RuleBroken(
            "organisation.code_taken",
            _("The code %(code)s of %(system)s belongs to another organisation.")
            % {"code": code, "system": system},
            "codes",
        )


def codes_of(text: str) -> dict[str, str]:
    """ "kode_puskesmas = P3273040101", one a line. A line that is none, or a system named twice, is refused."""
    codes: dict[str, str] = {}
    for line in filter(None, (each.strip() for each in text.splitlines())):
        system, sign, code = (part.strip() for part in line.partition("="))
        if not (sign and 0 < len(system) <= 30 and 0 < len(code) <= 60):
            raise RuleBroken(
                "organisation.code_unreadable",
                _("“%(line)s” is not a code. Write the system, the sign =, and the code.")
                % {"line": line},
                "codes",
            )
        if system in codes:
            raise RuleBroken(
                "organisation.code_twice",
                _("%(system)s stands there twice: an organisation has one code in each system.")
                % {"system": system},
                "codes",
            )
        codes[system] = code
    return codes


def codes_text(codes: Mapping[str, str]) -> str:
    return "\n".join(f"{system} = {code}" for system, code in sorted(codes.items()))


def not_member_yet(already: bool) -> None:
    if already:
        raise RuleBroken(
            "membership.twice", _("This member sits in the forum already."), "organisation"
        )


def username_is_free(taken: bool) -> None:
    if taken:
        raise RuleBroken("user.name_taken", _("This user name is in use."), "username")


def no_login_yet(has_login: bool) -> None:
    if has_login:
        raise RuleBroken("user.twice", _("This person has a login already."))


def one_node(count: int) -> None:
    if count != 1:
        raise RuleBroken(
            "role.one_place", _("Fill in exactly one place: a region, an organisation or a forum.")
        )


def not_for_oneself(by_id: str, user_id: str) -> None:
    """Two pairs of eyes: a role is given by somebody else (who keeps roles may not read minutes by himself)."""
    if by_id and by_id == user_id:
        raise RuleBroken(
            "role.for_oneself",
            _("Nobody gives himself a role. Ask another administrator."),
            "user",
        )


def reset_by_somebody_else(by_id: str, user_id: str) -> None:
    if by_id and by_id == user_id:
        raise RuleBroken(
            "password.own",
            _("You change your own password yourself (your name, at the top of the page)."),
        )


def login_may_enter(may_enter: bool) -> None:
    """A new password for a login that is shut would open nothing."""
    if not may_enter:
        raise RuleBroken(
            "password.login_shut",
            _(
                "This login is locked, or its person no longer takes part: a password opens nothing."
            ),
        )


def locked_by_somebody_else(by_id: str, user_id: str) -> None:
    """Nobody shuts himself out: he could not let himself in again."""
    if by_id and by_id == user_id:
        raise RuleBroken(
            "user.own_lock", _("Nobody locks his own login. Ask another administrator.")
        )


def role_is_ended_by_somebody_else(by_id: str, user_id: str, gives_roles: bool) -> None:
    """Nobody gives up the role with which roles are given: perhaps nobody could give it back."""
    if gives_roles and by_id and by_id == user_id:
        raise RuleBroken(
            "assignment.own_end",
            _("Nobody ends his own role of administrator. Ask another administrator."),
        )


def lock_moves(is_open: bool, to_open: bool) -> None:
    if is_open == to_open:
        told = _("This login is not locked.") if is_open else _("This login is locked already.")
        raise RuleBroken("user.lock_as_it_is", told)


def token_is_open(ended_at: datetime | None) -> None:
    if ended_at is not None:
        raise RuleBroken("token.ended_already", _("This key has already ended."))


CONTENT = ("meeting.see", "commitment.see", "assessment.see")


def may_view_as(verbs: frozenset[str], reads: Collection[str], allowed: bool) -> None:
    """Viewing as a role shows nothing that the viewer may not read himself; `reads` are his own verbs there."""
    if not allowed:
        raise RuleBroken(
            "viewing.out_of_reach", _("You may view as another role only below your own place.")
        )
    if any(verb in verbs and verb not in reads for verb in CONTENT):
        raise RuleBroken(
            "viewing.reads_more",
            _(
                "You may not read minutes here yourself, so you cannot view as a role that reads them."
            ),
            "role",
        )


def link_ends_later(valid_until: datetime, now: datetime) -> None:
    if valid_until <= now:
        raise RuleBroken(
            "link.ends_before_it_begins",
            _("A personal link must be valid for some time: choose a later day."),
            "valid_until",
        )


def link_is_open(ended_at: datetime | None) -> None:
    if ended_at:
        raise RuleBroken("link.ended_already", _("This link has been revoked already."))
