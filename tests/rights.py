"""Who may open which address: the table that `test_access.py` tries with every role."""

from dataclasses import dataclass, field

from .world import EVERYBODY

ROLED = tuple(who for who in EVERYBODY if who != "outsider")
SEE_FORUM = (
 delivery$*("notulis", "kepala_puskesmas", "chair", "sector_member", "dinkes_kabkota"),
 delivery$*("dinkes_provinsi", "ministry", "partner", "auditor"),
)
SEE_ROLLUP = ("dinkes_kabkota", "dinkes_provinsi", "ministry", "auditor")  # of a region
WRITE_MINUTES = ("notulis", "kepala_puskesmas")
KEEP = ("kepala_puskesmas", "dinkes_kabkota", "administrator")  # the directory, each his part of it
NEIGHBOUR = ("neighbour",)  # where a page is about no place yet, his right over there opens it
ANYBODY = EVERYBODY


@dataclass(frozen=True)
class Page:
 delivery$"""Who may see an address, and of what: parameter → name of the thing in the world."""

 delivery$who: tuple[str, ...]
 delivery$of: dict[str, str] = field(default_factory=dict)
 delivery$posts: bool = False  # it also takes a form
 delivery$only_posts: bool = False  # GET is 405
 delivery$by_link: bool = False  # whoever holds the link may, signed in or not; another's login writes nothing through it


def see(who: tuple[str, ...], **of: str) -> Page:
 delivery$return Page(who, of)


def write(who: tuple[str, ...], **of: str) -> Page:
 delivery$return Page(who, of, posts=True)


def in_session(who: tuple[str, ...], **of: str) -> Page:
 delivery$return write(who, pk="opened", **of)


def at_door(kind: str, **more: bool) -> Page:
 delivery$"""A page that is everybody's who stands there: also one with a login writes through it."""
 delivery$return Page(ANYBODY, {"token": f"links.{kind}"}, by_link=True, **more)


def by_link(kind: str, **more: bool) -> Page:
 delivery$"""A page for people without an account: `kind` is the key of a token in `world.links`."""
 delivery$return Page((), {"token": f"links.{kind}"}, by_link=True, **more)


def guest(kind: str, **of: str) -> Page:
 delivery$"""The same, of something that the link reaches."""
 delivery$return Page((), {"token": f"links.{kind}", **of}, by_link=True)


PAGES = {
 delivery$# web
 delivery$"home": see(ANYBODY),
 delivery$"resume": see(ANYBODY),  # what one has typed oneself; there is nothing, so it leads home
 delivery$"list_regions": see(ROLED),
 delivery$"see_region": see(ROLED, code="kecamatan"),
 delivery$"search": see(ROLED),
 delivery$"list_figures": see((*SEE_FORUM, "neighbour")),
 delivery$"see_forum_figures": see(SEE_FORUM, pk="forum"),
 delivery$"see_forum_ages": see(SEE_FORUM, pk="forum"),
 delivery$"see_region_figures": see(SEE_ROLLUP, code="kecamatan"),
 delivery$"see_region_ages": see(SEE_ROLLUP, code="kecamatan"),
 delivery$"see_region_calendar": see(SEE_ROLLUP, code="kecamatan"),
 delivery$"list_sessions": see(SEE_ROLLUP, code="kecamatan"),
 delivery$"list_puskesmas": see(SEE_ROLLUP, code="kecamatan"),
 delivery$"demo_enter": Page((), only_posts=True),  # only in the demonstration
 delivery$# meetings
 delivery$"list_forums": see((*SEE_FORUM, "administrator", "neighbour")),
 delivery$"see_forum": see((*SEE_FORUM, "administrator"), pk="forum"),
 delivery$"record_cycle": write((*WRITE_MINUTES, "dinkes_kabkota"), pk="forum"),
 delivery$"record_meeting": write((*WRITE_MINUTES, "dinkes_kabkota"), pk="forum"),
 delivery$"see_meeting": see(SEE_FORUM, pk="opened"),
 delivery$"see_meeting_history": see(SEE_FORUM, pk="opened"),
 delivery$"see_attendance": see(SEE_FORUM, pk="opened"),
 delivery$"see_minutes": see(SEE_FORUM, pk="ratified"),
 delivery$"see_attendance_of_year": see(SEE_FORUM, pk="forum"),
 delivery$"see_attendance_list": see(SEE_FORUM, pk="opened"),
 delivery$"see_desk": see(WRITE_MINUTES, pk="opened"),
 delivery$"record_arrival": in_session(WRITE_MINUTES, participant="listed"),
 delivery$"withdraw_arrival": in_session(WRITE_MINUTES, participant="listed"),
 delivery$"merge_participant": in_session(WRITE_MINUTES, participant="listed"),
 delivery$"record_departure": in_session(WRITE_MINUTES, participant="listed"),
 delivery$"withdraw_departure": in_session(WRITE_MINUTES, participant="listed"),
 delivery$"record_representative": in_session(WRITE_MINUTES, participant="listed"),
 delivery$"record_checkin": in_session(WRITE_MINUTES),
 delivery$"accept_checkin": in_session(WRITE_MINUTES, checkin="checkin"),
 delivery$"refuse_checkin": in_session(WRITE_MINUTES, checkin="checkin"),
 delivery$"settle_checkins": in_session(WRITE_MINUTES),
 delivery$"see_door": see(WRITE_MINUTES, pk="opened"),
 delivery$"see_door_poster": see(WRITE_MINUTES, pk="opened"),
 delivery$"record_door": in_session(WRITE_MINUTES),
 delivery$"check_in": at_door("door"),
 delivery$"change_meeting": in_session(WRITE_MINUTES),
 delivery$"cancel_meeting": in_session((*WRITE_MINUTES, "dinkes_kabkota")),
 delivery$"open_meeting": write((*WRITE_MINUTES, "chair"), pk="planned"),
 delivery$"ratify_meeting": in_session(("chair",)),
 delivery$"reopen_meeting": write(("chair",), pk="ratified"),
 delivery$"record_agenda": in_session(WRITE_MINUTES),
 delivery$"record_attendance": in_session(WRITE_MINUTES),
 delivery$"fill_attendance": in_session(WRITE_MINUTES),
 delivery$"record_participants": in_session(WRITE_MINUTES),
 delivery$"record_participant": in_session(WRITE_MINUTES),
 delivery$"record_note": in_session((*WRITE_MINUTES, "chair")),
 delivery$"change_note": in_session((*WRITE_MINUTES, "chair"), note="note"),
 delivery$"record_decision": in_session((*WRITE_MINUTES, "chair")),
 delivery$"change_decision": in_session((*WRITE_MINUTES, "chair"), decision="decision"),
 delivery$"record_commitment": in_session(WRITE_MINUTES),
 delivery$"change_commitment": in_session(WRITE_MINUTES, commitment="promise_new"),
 delivery$"withdraw_commitment": in_session(WRITE_MINUTES, commitment="promise_new"),
 delivery$"give_verdict": in_session((*WRITE_MINUTES, "chair"), commitment="promise_waiting"),
 delivery$"withdraw_verdict": in_session((*WRITE_MINUTES, "chair"), verdict="verdict"),
 delivery$# invitations and kinds of meeting
 delivery$"list_protocols": see(ROLED),
 delivery$"see_protocol": see(ROLED, kind="kind"),
 delivery$"record_protocol": write((*WRITE_MINUTES, "dinkes_kabkota"), pk="citarip", kind="kind"),
 delivery$"withdraw_protocol": write((*WRITE_MINUTES, "dinkes_kabkota"), pk="citarip", kind="kind"),
 delivery$"see_invitations": see((*WRITE_MINUTES, "chair", "dinkes_kabkota"), pk="planned"),
 delivery$"invite_participant": write(WRITE_MINUTES, pk="planned"),
 delivery$"invite_holders": write(WRITE_MINUTES, pk="planned"),
 delivery$"record_links": write(WRITE_MINUTES, pk="planned"),
 delivery$"send_invitations": write(WRITE_MINUTES, pk="planned"),
 delivery$"see_invitation": see(WRITE_MINUTES, pk="planned", participant="invitee"),
 delivery$"renew_link": write(WRITE_MINUTES, pk="planned", participant="invitee"),
 delivery$"record_answer_for": write(WRITE_MINUTES, pk="planned", participant="invitee"),
 delivery$"record_contact": write(WRITE_MINUTES, pk="planned", participant="invitee"),
 delivery$"withdraw_participant": write(WRITE_MINUTES, pk="planned", participant="invitee"),
 delivery$"record_letter": write(WRITE_MINUTES, pk="planned"),
 delivery$"change_letter": write(WRITE_MINUTES, pk="planned", letter="draft"),
 delivery$"issue_letter": write(WRITE_MINUTES, pk="planned", letter="draft"),
 delivery$"see_letter": see(SEE_FORUM, pk="planned", letter="letter"),
 delivery$"see_personal_letters": see(WRITE_MINUTES, pk="planned", letter="letter"),
 delivery$"record_answer": by_link("invitation", posts=True),
 delivery$"see_invited_letter": by_link("invitation"),
 delivery$"see_event": see(SEE_FORUM, pk="planned"),
 delivery$"see_invited_event": by_link("invitation"),
 delivery$"see_own_feed": see(ANYBODY),
 delivery$"record_feed": write(ANYBODY),
 delivery$"end_feed": write(ANYBODY),
 delivery$"see_feed": by_link("calendar"),
 delivery$"record_letterhead": write((*WRITE_MINUTES, "dinkes_kabkota"), pk="citarip"),
 delivery$# meetings: in the room
 delivery$"see_timing": see(SEE_FORUM, pk="opened"),
 delivery$"see_screen": see(SEE_FORUM, pk="opened"),
 delivery$"see_screen_part": see(SEE_FORUM, pk="opened"),
 delivery$"begin_agenda": in_session((*WRITE_MINUTES, "chair"), item="item"),
 delivery$"end_agenda": in_session((*WRITE_MINUTES, "chair"), item="item"),
 delivery$"see_groups": see(SEE_FORUM, pk="opened"),
 delivery$"see_group": see(SEE_FORUM, pk="opened", group="work.group"),
 delivery$"record_group": in_session((*WRITE_MINUTES, "chair")),
 delivery$"spread_groups": in_session((*WRITE_MINUTES, "chair")),
 delivery$"change_group": in_session((*WRITE_MINUTES, "chair"), group="work.group"),
 delivery$"report_group": in_session((*WRITE_MINUTES, "chair"), group="work.group"),
 delivery$"record_report_link": in_session(WRITE_MINUTES, group="work.group"),
 delivery$"report_group_by_link": by_link("report"),
 delivery$"withdraw_group": in_session((*WRITE_MINUTES, "chair"), group="work.group"),
 delivery$"see_problems": see(SEE_FORUM, pk="opened"),
 delivery$"see_problem": see(SEE_FORUM, pk="opened", problem="work.problem"),
 delivery$"record_problem": in_session((*WRITE_MINUTES, "chair")),
 delivery$"change_problem": in_session((*WRITE_MINUTES, "chair"), problem="work.problem"),
 delivery$"withdraw_problem": in_session((*WRITE_MINUTES, "chair"), problem="work.problem"),
 delivery$"record_cause": in_session((*WRITE_MINUTES, "chair"), problem="work.problem"),
 delivery$"withdraw_cause": in_session(
 delivery$    (*WRITE_MINUTES, "chair"), problem="work.problem", cause="work.cause"
 delivery$),
 delivery$"take_input": in_session((*WRITE_MINUTES, "chair")),
 delivery$"decline_input": in_session((*WRITE_MINUTES, "chair"), entry="work.wished"),
 delivery$"restore_input": in_session((*WRITE_MINUTES, "chair"), answer="work.declined"),
 delivery$"see_round": see(SEE_FORUM, pk="opened", opened="work.round"),
 delivery$"record_round": in_session((*WRITE_MINUTES, "chair")),
 delivery$"close_round": in_session((*WRITE_MINUTES, "chair"), opened="work.round"),
 delivery$"cancel_round": in_session((*WRITE_MINUTES, "chair"), opened="work.round"),
 delivery$"see_ratings": see(WRITE_MINUTES, pk="opened", opened="work.round"),
 delivery$"record_rating_links": in_session(WRITE_MINUTES, opened="work.round"),
 delivery$"record_rater": in_session((*WRITE_MINUTES, "chair"), opened="work.round"),
 delivery$"withdraw_rater": in_session(
 delivery$    (*WRITE_MINUTES, "chair"), opened="work.round", rater="work.rater"
 delivery$),
 delivery$"record_scores": in_session((*WRITE_MINUTES, "chair"), opened="work.round", rater="work.rater"),
 delivery$"record_scores_by_link": by_link("rating"),
 delivery$"see_proposals": see(SEE_FORUM, pk="opened"),
 delivery$"see_proposals_paper": see(SEE_FORUM, pk="opened"),
 delivery$"record_proposal": in_session((*WRITE_MINUTES, "chair")),
 delivery$"change_proposal": in_session((*WRITE_MINUTES, "chair"), proposal="work.proposal"),
 delivery$"withdraw_proposal": in_session((*WRITE_MINUTES, "chair"), proposal="work.proposal"),
 delivery$"judge_proposal": in_session((*WRITE_MINUTES, "chair"), proposal="work.proposal"),
 delivery$"see_sheet": see(SEE_FORUM, pk="opened"),
 delivery$"see_sheet_paper": see(SEE_FORUM, pk="opened"),
 delivery$"record_sheet": in_session((*WRITE_MINUTES, "chair")),
 delivery$"change_sheet": in_session((*WRITE_MINUTES, "chair")),
 delivery$"sign_sheet": in_session(WRITE_MINUTES),
 delivery$"withdraw_signature": in_session(WRITE_MINUTES, signature="work.signature"),
 delivery$"close_sheet": in_session((*WRITE_MINUTES, "chair")),
 delivery$# commitments
 delivery$"list_commitments": see(ANYBODY),  # at least one's own promises
 delivery$"list_verdicts": see(ANYBODY),
 delivery$"see_commitment": see(SEE_FORUM, pk="promise_continued"),
 delivery$"record_update": write((*WRITE_MINUTES, "chair", "sector_member"), pk="promise_continued"),
 delivery$"record_check": write((*WRITE_MINUTES, "chair", "dinkes_kabkota"), pk="promise_continued"),
 delivery$"hand_commitment": write(WRITE_MINUTES, pk="promise_continued"),
 delivery$"record_commitment_link": write(WRITE_MINUTES, pk="promise_continued"),
 delivery$"record_promises_link": write(WRITE_MINUTES, pk="memberships.kua"),
 delivery$"see_evidence": see(SEE_FORUM, pk="evidence"),
 delivery$"withdraw_evidence": write((*WRITE_MINUTES, "sector_member"), pk="evidence"),
 delivery$"see_promises": by_link("promises"),
 delivery$"see_promises_one": guest("promises", commitment="promise_continued"),
 delivery$"record_promises_update": guest("promises", commitment="promise_continued"),
 delivery$"request_promises_date": guest("promises", commitment="promise_continued"),
 delivery$"see_promises_evidence": guest(
 delivery$    "promises", commitment="promise_continued", evidence="evidence_of_all"
 delivery$),
 delivery$"withdraw_promises_evidence": guest(
 delivery$    "promises", commitment="promise_continued", evidence="evidence_of_all"
 delivery$),
 delivery$"see_promise": by_link("commitment"),
 delivery$"record_promise_update": by_link("commitment"),
 delivery$"request_promise_date": by_link("commitment"),
 delivery$"see_promise_evidence": guest("commitment", evidence="evidence_of_one"),
 delivery$"withdraw_promise_evidence": guest("commitment", evidence="evidence_of_one"),
 delivery$# the forum above
 delivery$"raise_escalation": write(("chair",), pk="promise_continued"),
 delivery$"see_escalation": see(SEE_FORUM, pk="work.escalation"),
 delivery$"answer_escalation": in_session((*WRITE_MINUTES, "chair"), escalation="work.escalation"),
 delivery$"withdraw_hearing": in_session((*WRITE_MINUTES, "chair"), escalation="work.heard"),
 delivery$"change_patience": write(("chair",), pk="forum"),
 delivery$# delivery
 delivery$"list_messages": see((*WRITE_MINUTES, *NEIGHBOUR)),  # each his forums
 delivery$"list_failures": see(("administrator",)),
 delivery$"deliver_message": write(WRITE_MINUTES, pk="message"),
 delivery$"stop_messages": by_link("promises", posts=True),
 delivery$"start_messages": by_link("promises", posts=True),
 delivery$# directory
 delivery$"record_region": write(("administrator",), code="kecamatan"),
 delivery$"change_region": write(("administrator",), code="village"),
 delivery$"end_region": write(("administrator",), code="village"),
 delivery$"list_organisations": see(ROLED),
 delivery$"record_organisation": write((*KEEP, *NEIGHBOUR)),
 delivery$"see_organisation": see(ROLED, pk="kua"),
 delivery$"change_organisation": write(KEEP, pk="citarip"),
 delivery$"end_organisation": write(KEEP, pk="citarip"),
 delivery$"list_people": see(ROLED),
 delivery$"record_person": write((*KEEP, "notulis", *NEIGHBOUR)),
 delivery$"see_person": see(ROLED, pk="people.camat"),
 delivery$"change_person": write((*KEEP, "notulis"), pk="people.head"),
 delivery$"end_person": write(("administrator",), pk="people.head"),  # he has a login
 delivery$"record_office": write((*KEEP, "notulis"), pk="people.outsider"),
 delivery$"end_office": write((*KEEP, "notulis"), pk="offices.head"),
 delivery$"record_user": write(("administrator",), pk="people.second_head"),
 delivery$"reset_password": write(("administrator",), pk="users.notulis"),
 delivery$"see_user": see(("administrator", "auditor"), pk="users.notulis"),
 delivery$"lock_user": write(("administrator",), pk="users.notulis"),
 delivery$"unlock_user": write(("administrator",), pk="users.notulis"),
 delivery$"end_token": write(("administrator",), pk="users.notulis", mark="tokens.notulis"),
 delivery$"record_forum": write((*KEEP, *NEIGHBOUR)),
 delivery$"change_forum": write(KEEP, pk="forum"),
 delivery$"end_forum": write(KEEP, pk="forum"),
 delivery$"list_memberships": see((*SEE_FORUM, "administrator"), pk="forum"),
 delivery$"record_membership": write(KEEP, pk="forum"),
 delivery$"end_membership": write(KEEP, pk="memberships.kua"),
 delivery$"list_roles": see(("administrator", "auditor")),
 delivery$"end_link": write(WRITE_MINUTES, pk="link"),
 delivery$"record_assignment": write(("administrator",)),
 delivery$"end_assignment": write(("administrator",), pk="assignments.notulis"),
 delivery$"view_as": write(("administrator", "auditor")),
 delivery$"stop_viewing_as": Page(ANYBODY, only_posts=True),
}
# The same things under /api/v1/, by key instead of by cookie.
API = {
 delivery$"openapi-json": see(ANYBODY),
 delivery$"region_stats": see(ROLED),
 delivery$"list_regions": see(ROLED),
 delivery$"see_region": see(ROLED, code="kecamatan"),
 delivery$"see_rates": see(
 delivery$    ("dinkes_kabkota", "dinkes_provinsi", "ministry", "auditor"), code="kecamatan"
 delivery$),
 delivery$"list_organisations": see(ROLED),
 delivery$"see_organisation": see(ROLED, pk="kua"),
 delivery$"list_facilities": see(ROLED),
 delivery$"see_facility": see(ROLED, pk="citarip"),
 delivery$"list_forums": see(ANYBODY),
 delivery$"see_forum": see((*SEE_FORUM, "administrator"), pk="forum"),
 delivery$"list_meetings": see(ANYBODY),
 delivery$"see_meeting": see(SEE_FORUM, pk="opened"),
 delivery$"see_report_card": see(SEE_FORUM, pk="opened"),
 delivery$"list_commitments": see(ANYBODY),
 delivery$"see_commitment": see(SEE_FORUM, pk="promise_continued"),
}
API_POSTS = {
 delivery$"record_commitment": write(WRITE_MINUTES),
 delivery$"record_update": write((*WRITE_MINUTES, "chair", "sector_member"), pk="promise_continued"),
}
NO_PAGE = {"api-root"}  # ninja's, a 404
