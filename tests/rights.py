"""Who may open which address: the table that `test_access.py` tries with every role."""

from dataclasses import dataclass, field

from .world import EVERYBODY

ROLED = tuple(who for who in EVERYBODY if who != "outsider")
SEE_FORUM = (
    *("notulis", "kepala_puskesmas", "chair", "sector_member", "dinkes_kabkota"),
    *("dinkes_provinsi", "ministry", "partner", "auditor"),
)
SEE_FILE = ("notulis", "kepala_puskesmas", "chair", "dinkes_kabkota", "auditor")
SEE_ROLLUP = (  # of a region
    *("dinkes_kabkota", "dinkes_provinsi", "ministry", "mentor", "auditor"),
)
LEARN = (*SEE_FORUM, "mentor", "neighbour")  # the library is open to all who read what was learnt
WRITE_MINUTES = ("notulis", "kepala_puskesmas")
RECORD_REVIEW = (*WRITE_MINUTES, "dinkes_kabkota", "dinkes_provinsi", "ministry", "mentor")
KEEP = ("kepala_puskesmas", "dinkes_kabkota", "administrator")  # the directory, each his part of it
SEE_PROGRAMME = (*SEE_FORUM, "mentor", "neighbour")
GUIDE = ("dinkes_kabkota", "dinkes_provinsi", "ministry")  # programmes
SEE_VISIT = ("notulis", "kepala_puskesmas", *GUIDE, "mentor", "auditor")
FILL = ("notulis", "kepala_puskesmas", "dinkes_kabkota", "mentor")  # assessments
SEE_ASSESSMENT = (*FILL, "dinkes_provinsi", "ministry", "auditor")
NEIGHBOUR = ("neighbour",)  # where a page is about no place yet, his right over there opens it
ANYBODY = EVERYBODY


@dataclass(frozen=True)
class Page:
    """Who may see an address, and of what: parameter → name of the thing in the world."""

    who: tuple[str, ...]
    of: dict[str, str] = field(default_factory=dict)
    posts: bool = False  # it also takes a form
    only_posts: bool = False  # GET is 405
    by_link: bool = False  # whoever holds the link may, signed in or not; another's login writes nothing through it
    by_script: bool = (
        False  # our own script asks: who takes a wrong method is told so before he is known
    )


def see(who: tuple[str, ...], **of: str) -> Page:
    return Page(who, of)


def write(who: tuple[str, ...], **of: str) -> Page:
    return Page(who, of, posts=True)


def in_session(who: tuple[str, ...], **of: str) -> Page:
    return write(who, pk="opened", **of)


def at_door(kind: str, **more: bool) -> Page:
    """A page that is everybody's who stands there: also one with a login writes through it."""
    return Page(ANYBODY, {"token": f"links.{kind}"}, by_link=True, **more)


def for_anybody(**of: str) -> Page:
    """A page that the whole world may read; what is sent to it is looked at and not kept."""
    return Page(ANYBODY, of, by_link=True)


def by_link(kind: str, **more: bool) -> Page:
    """A page for people without an account: `kind` is the key of a token in `world.links`."""
    return Page((), {"token": f"links.{kind}"}, by_link=True, **more)


def guest(kind: str, **of: str) -> Page:
    """The same, of something that the link reaches."""
    return Page((), {"token": f"links.{kind}", **of}, by_link=True)


def of_version(number: str, who: tuple[str, ...] = GUIDE, **of: str) -> Page:
    """A page of the instrument of the city: version 1 is published, 2 a draft."""
    return write(who, slug="work.instrument", number=f"work.{number}", **of)


TAKE_SNAPSHOT = ("dinkes_kabkota", "dinkes_provinsi", "ministry")
# Whoever sees figures of any place: of a region, or of his own body.
SEE_FIGURES = (*SEE_ROLLUP, "notulis", "kepala_puskesmas", "chair", "neighbour")

PAGES = {
    # web
    "home": see(ANYBODY),
    "resume": see(ANYBODY),  # what one has typed oneself; there is nothing, so it leads home
    "list_regions": see(ROLED),
    "see_region": see(ROLED, code="kecamatan"),
    "search": see(ROLED),
    "list_figures": see((*SEE_FORUM, "neighbour")),
    "see_forum_figures": see(SEE_FORUM, pk="forum"),
    "see_forum_ages": see(SEE_FORUM, pk="forum"),
    "see_region_figures": see(SEE_ROLLUP, code="kecamatan"),
    "see_region_ages": see(SEE_ROLLUP, code="kecamatan"),
    "see_region_calendar": see(SEE_ROLLUP, code="kecamatan"),
    "list_sessions": see(SEE_ROLLUP, code="kecamatan"),
    "list_files": see(("dinkes_kabkota", "auditor"), code="kecamatan"),
    "list_puskesmas": see(SEE_ROLLUP, code="kecamatan"),
    "demo_enter": Page((), only_posts=True),  # only in the demonstration
    # meetings
    "list_forums": see((*SEE_FORUM, "administrator", "neighbour")),
    "see_forum": see((*SEE_FORUM, "administrator"), pk="forum"),
    "record_cycle": write((*WRITE_MINUTES, "dinkes_kabkota"), pk="forum"),
    "record_meeting": write((*WRITE_MINUTES, "dinkes_kabkota"), pk="forum"),
    "see_meeting": see(SEE_FORUM, pk="opened"),
    "see_meeting_history": see(SEE_FORUM, pk="opened"),
    "see_attendance": see(SEE_FORUM, pk="opened"),
    "see_minutes": see(SEE_FORUM, pk="ratified"),
    "see_minutes_docx": see(SEE_FORUM, pk="ratified"),
    "see_attendance_of_year": see(SEE_FORUM, pk="forum"),
    "see_attendance_list": see(SEE_FORUM, pk="opened"),
    "see_desk": see(WRITE_MINUTES, pk="opened"),
    "record_arrival": in_session(WRITE_MINUTES, participant="listed"),
    "withdraw_arrival": in_session(WRITE_MINUTES, participant="listed"),
    "merge_participant": in_session(WRITE_MINUTES, participant="listed"),
    "record_departure": in_session(WRITE_MINUTES, participant="listed"),
    "withdraw_departure": in_session(WRITE_MINUTES, participant="listed"),
    "record_representative": in_session(WRITE_MINUTES, participant="listed"),
    "record_checkin": in_session(WRITE_MINUTES),
    "accept_checkin": in_session(WRITE_MINUTES, checkin="checkin"),
    "refuse_checkin": in_session(WRITE_MINUTES, checkin="checkin"),
    "settle_checkins": in_session(WRITE_MINUTES),
    "see_door": see(WRITE_MINUTES, pk="opened"),
    "see_door_poster": see(WRITE_MINUTES, pk="opened"),
    "record_door": in_session(WRITE_MINUTES),
    "check_in": at_door("door"),
    "change_meeting": in_session(WRITE_MINUTES),
    "cancel_meeting": in_session((*WRITE_MINUTES, "dinkes_kabkota")),
    "open_meeting": write((*WRITE_MINUTES, "chair"), pk="planned"),
    "ratify_meeting": in_session(("chair",)),
    "reopen_meeting": write(("chair",), pk="ratified"),
    "record_agenda": in_session(WRITE_MINUTES),
    "record_attendance": in_session(WRITE_MINUTES),
    "fill_attendance": in_session(WRITE_MINUTES),
    "record_participants": in_session(WRITE_MINUTES),
    "record_participant": in_session(WRITE_MINUTES),
    "record_note": in_session((*WRITE_MINUTES, "chair")),
    "change_note": in_session((*WRITE_MINUTES, "chair"), note="note"),
    "record_decision": in_session((*WRITE_MINUTES, "chair")),
    "change_decision": in_session((*WRITE_MINUTES, "chair"), decision="decision"),
    "record_commitment": in_session(WRITE_MINUTES),
    "change_commitment": in_session(WRITE_MINUTES, commitment="promise_new"),
    "withdraw_commitment": in_session(WRITE_MINUTES, commitment="promise_new"),
    "give_verdict": in_session((*WRITE_MINUTES, "chair"), commitment="promise_waiting"),
    "withdraw_verdict": in_session((*WRITE_MINUTES, "chair"), verdict="verdict"),
    # invitations and kinds of meeting
    "list_protocols": see(ROLED),
    "see_protocol": see(ROLED, kind="kind"),
    "record_protocol": write((*WRITE_MINUTES, "dinkes_kabkota"), pk="citarip", kind="kind"),
    "withdraw_protocol": write((*WRITE_MINUTES, "dinkes_kabkota"), pk="citarip", kind="kind"),
    "see_invitations": see((*WRITE_MINUTES, "chair", "dinkes_kabkota"), pk="planned"),
    "invite_participant": write(WRITE_MINUTES, pk="planned"),
    "invite_holders": write(WRITE_MINUTES, pk="planned"),
    "record_links": write(WRITE_MINUTES, pk="planned"),
    "send_invitations": write(WRITE_MINUTES, pk="planned"),
    "see_invitation": see(WRITE_MINUTES, pk="planned", participant="invitee"),
    "renew_link": write(WRITE_MINUTES, pk="planned", participant="invitee"),
    "record_answer_for": write(WRITE_MINUTES, pk="planned", participant="invitee"),
    "record_contact": write(WRITE_MINUTES, pk="planned", participant="invitee"),
    "withdraw_participant": write(WRITE_MINUTES, pk="planned", participant="invitee"),
    "record_letter": write(WRITE_MINUTES, pk="planned"),
    "change_letter": write(WRITE_MINUTES, pk="planned", letter="draft"),
    "issue_letter": write(WRITE_MINUTES, pk="planned", letter="draft"),
    "see_letter": see(SEE_FORUM, pk="planned", letter="letter"),
    "see_personal_letters": see(WRITE_MINUTES, pk="planned", letter="letter"),
    "record_answer": by_link("invitation", posts=True),
    "see_invited_letter": by_link("invitation"),
    "see_event": see(SEE_FORUM, pk="planned"),
    "see_invited_event": by_link("invitation"),
    "see_own_feed": see(ANYBODY),
    "record_feed": write(ANYBODY),
    "end_feed": write(ANYBODY),
    "see_feed": by_link("calendar"),
    "record_letterhead": write((*WRITE_MINUTES, "dinkes_kabkota"), pk="citarip"),
    # meetings: in the room
    "see_timing": see(SEE_FORUM, pk="opened"),
    "see_screen": see(SEE_FORUM, pk="opened"),
    "see_live": see(SEE_FORUM, pk="opened"),
    "begin_agenda": in_session((*WRITE_MINUTES, "chair"), item="item"),
    "end_agenda": in_session((*WRITE_MINUTES, "chair"), item="item"),
    "see_groups": see(SEE_FORUM, pk="opened"),
    "see_group": see(SEE_FORUM, pk="opened", group="work.group"),
    "record_group": in_session((*WRITE_MINUTES, "chair")),
    "spread_groups": in_session((*WRITE_MINUTES, "chair")),
    "change_group": in_session((*WRITE_MINUTES, "chair"), group="work.group"),
    "report_group": in_session((*WRITE_MINUTES, "chair"), group="work.group"),
    "record_report_link": in_session(WRITE_MINUTES, group="work.group"),
    "report_group_by_link": by_link("report"),
    "withdraw_group": in_session((*WRITE_MINUTES, "chair"), group="work.group"),
    "see_problems": see(SEE_FORUM, pk="opened"),
    "see_problem": see(SEE_FORUM, pk="opened", problem="work.problem"),
    "record_problem": in_session((*WRITE_MINUTES, "chair")),
    "change_problem": in_session((*WRITE_MINUTES, "chair"), problem="work.problem"),
    "withdraw_problem": in_session((*WRITE_MINUTES, "chair"), problem="work.problem"),
    "record_cause": in_session((*WRITE_MINUTES, "chair"), problem="work.problem"),
    "withdraw_cause": in_session(
        (*WRITE_MINUTES, "chair"), problem="work.problem", cause="work.cause"
    ),
    "take_input": in_session((*WRITE_MINUTES, "chair")),
    "decline_input": in_session((*WRITE_MINUTES, "chair"), entry="work.wished"),
    "restore_input": in_session((*WRITE_MINUTES, "chair"), answer="work.declined"),
    "see_round": see(SEE_FORUM, pk="opened", opened="work.round"),
    "record_round": in_session((*WRITE_MINUTES, "chair")),
    "close_round": in_session((*WRITE_MINUTES, "chair"), opened="work.round"),
    "cancel_round": in_session((*WRITE_MINUTES, "chair"), opened="work.round"),
    "see_ratings": see(WRITE_MINUTES, pk="opened", opened="work.round"),
    "record_rating_links": in_session(WRITE_MINUTES, opened="work.round"),
    "record_rater": in_session((*WRITE_MINUTES, "chair"), opened="work.round"),
    "withdraw_rater": in_session(
        (*WRITE_MINUTES, "chair"), opened="work.round", rater="work.rater"
    ),
    "record_scores": in_session((*WRITE_MINUTES, "chair"), opened="work.round", rater="work.rater"),
    "record_scores_by_link": by_link("rating"),
    "see_proposals": see(SEE_FORUM, pk="opened"),
    "see_proposals_paper": see(SEE_FORUM, pk="opened"),
    "record_proposal": in_session((*WRITE_MINUTES, "chair")),
    "change_proposal": in_session((*WRITE_MINUTES, "chair"), proposal="work.proposal"),
    "withdraw_proposal": in_session((*WRITE_MINUTES, "chair"), proposal="work.proposal"),
    "judge_proposal": in_session((*WRITE_MINUTES, "chair"), proposal="work.proposal"),
    "see_sheet": see(SEE_FORUM, pk="opened"),
    "see_sheet_paper": see(SEE_FORUM, pk="opened"),
    "record_sheet": in_session((*WRITE_MINUTES, "chair")),
    "change_sheet": in_session((*WRITE_MINUTES, "chair")),
    "sign_sheet": in_session(WRITE_MINUTES),
    "withdraw_signature": in_session(WRITE_MINUTES, signature="work.signature"),
    "close_sheet": in_session((*WRITE_MINUTES, "chair")),
    # meetings: the accountability file
    "see_file": see(SEE_FILE, pk="opened"),
    "see_file_pdf": see(SEE_FILE, pk="opened"),
    "see_file_zip": see(SEE_FILE, pk="opened"),
    "issue_file": in_session(WRITE_MINUTES),
    "find_file": for_anybody(),
    "check_file": for_anybody(key="work.key"),
    "see_kept_file": see(SEE_FILE, pk="opened", file="work.photo"),
    "record_file": in_session((*WRITE_MINUTES, "chair")),
    "complete_file": in_session((*WRITE_MINUTES, "chair"), file="work.announced"),
    "withdraw_file": in_session((*WRITE_MINUTES, "chair"), file="work.photo"),
    "record_expense": in_session((*WRITE_MINUTES, "chair")),
    "withdraw_expense": in_session((*WRITE_MINUTES, "chair"), expense="work.expense"),
    "record_terms": in_session((*WRITE_MINUTES, "chair")),
    "change_terms": in_session((*WRITE_MINUTES, "chair")),
    # learning
    "list_reviews": see(LEARN),
    "list_similar": see(LEARN),
    "see_review": see(LEARN, pk="work.review"),
    "record_review": write((*RECORD_REVIEW, "neighbour")),
    "change_review": write(RECORD_REVIEW, pk="work.draft"),
    "close_review": write(RECORD_REVIEW, pk="work.draft"),
    "record_factor": write(RECORD_REVIEW, pk="work.draft"),
    "withdraw_factor": write(RECORD_REVIEW, pk="work.draft", factor="work.factor"),
    "record_priority": write(WRITE_MINUTES, pk="work.draft"),
    "bind_priority": write(RECORD_REVIEW, pk="work.draft"),
    "withdraw_priority": write(RECORD_REVIEW, pk="work.draft", priority="work.priority"),
    "record_learner": write(RECORD_REVIEW, pk="work.draft"),
    "withdraw_learner": write(RECORD_REVIEW, pk="work.draft", learner="work.listed"),
    "record_look": write(RECORD_REVIEW, pk="work.review"),
    "read_review": write(("sector_member",), learner="work.learner"),
    "list_pattern_sites": see((*SEE_ROLLUP, *WRITE_MINUTES, "chair", "neighbour")),
    "see_patterns": see((*SEE_ROLLUP, *WRITE_MINUTES, "chair", "neighbour")),
    "list_studies": see((*SEE_ROLLUP, *WRITE_MINUTES, "chair", "neighbour")),
    "record_study": write((*RECORD_REVIEW, "neighbour")),
    "see_study": see(SEE_ROLLUP, pk="work.study"),
    "list_cohort_scores": see(LEARN),
    "see_cohort_scores": see(LEARN, pk="work.wave"),
    "see_district_roles": see(LEARN, pk="work.district"),
    "choose_role_session": see(LEARN, pk="work.district"),
    "promise_districtrole": write(WRITE_MINUTES, pk="work.district", meeting="opened"),
    "record_districtrole": write(
        ("dinkes_kabkota", "dinkes_provinsi", "ministry"), pk="work.district"
    ),
    "withdraw_districtrole": write(
        ("dinkes_kabkota", "dinkes_provinsi", "ministry"), pk="work.role"
    ),
    # commitments
    "list_commitments": see(ANYBODY),  # at least one's own promises
    "list_verdicts": see(ANYBODY),
    "see_commitment": see(SEE_FORUM, pk="promise_continued"),
    "record_update": write((*WRITE_MINUTES, "chair", "sector_member"), pk="promise_continued"),
    "record_check": write((*WRITE_MINUTES, "chair", "dinkes_kabkota"), pk="promise_continued"),
    "hand_commitment": write(WRITE_MINUTES, pk="promise_continued"),
    "record_commitment_link": write(WRITE_MINUTES, pk="promise_continued"),
    "record_promises_link": write(WRITE_MINUTES, pk="memberships.kua"),
    "see_evidence": see(SEE_FORUM, pk="evidence"),
    "withdraw_evidence": write((*WRITE_MINUTES, "sector_member"), pk="evidence"),
    "see_promises": by_link("promises"),
    "see_promises_one": guest("promises", commitment="promise_continued"),
    "record_promises_update": guest("promises", commitment="promise_continued"),
    "request_promises_date": guest("promises", commitment="promise_continued"),
    "see_promises_evidence": guest(
        "promises", commitment="promise_continued", evidence="evidence_of_all"
    ),
    "withdraw_promises_evidence": guest(
        "promises", commitment="promise_continued", evidence="evidence_of_all"
    ),
    "see_promise": by_link("commitment"),
    "record_promise_update": by_link("commitment"),
    "request_promise_date": by_link("commitment"),
    "see_promise_evidence": guest("commitment", evidence="evidence_of_one"),
    "withdraw_promise_evidence": guest("commitment", evidence="evidence_of_one"),
    # instruments
    "list_instruments": see(SEE_PROGRAMME),
    "see_instrument": see(SEE_PROGRAMME, slug="work.starter"),
    "see_version": see(SEE_PROGRAMME, slug="work.starter", number="work.first"),
    "see_version_changes": see(GUIDE, slug="work.instrument", number="work.second"),
    "see_draft": see(GUIDE, slug="work.instrument", number="work.second"),
    "record_instrument": write(GUIDE),
    "record_version": write(GUIDE, slug="work.instrument"),
    "hand_instrument": write(GUIDE, slug="work.instrument"),
    "withdraw_version": of_version("first"),
    "publish_version": of_version("second"),
    "change_version": of_version("second"),
    "record_question": of_version("second"),
    "change_question": of_version("second", question="work.question"),
    "withdraw_question": of_version("first", question="work.question"),
    "record_domain": of_version("second"),
    "change_domain": of_version("second", domain="work.domain"),
    "withdraw_domain": of_version("first", domain="work.domain"),
    "see_computed": see(
        ("notulis", "kepala_puskesmas", *GUIDE, "mentor", "auditor"), pk="citarip", year="work.year"
    ),
    # the forum above
    "raise_escalation": write(("chair",), pk="promise_continued"),
    "see_escalation": see(SEE_FORUM, pk="work.escalation"),
    "answer_escalation": in_session((*WRITE_MINUTES, "chair"), escalation="work.escalation"),
    "withdraw_hearing": in_session((*WRITE_MINUTES, "chair"), escalation="work.heard"),
    "change_patience": write(("chair",), pk="forum"),
    # delivery
    "list_messages": see((*WRITE_MINUTES, *NEIGHBOUR, "dinkes_kabkota")),  # each his forums, bodies
    "list_failures": see(("administrator",)),
    "deliver_message": write(WRITE_MINUTES, pk="message"),
    "stop_messages": by_link("promises", posts=True),
    "start_messages": by_link("promises", posts=True),
    # programmes
    "list_programmes": see(SEE_PROGRAMME),
    "see_programme": see(SEE_PROGRAMME, code="work.programme"),
    "record_programme": write(GUIDE),
    "change_programme": write(GUIDE, code="work.programme"),
    "end_programme": write(GUIDE, code="work.programme"),
    "see_facility": see(SEE_PROGRAMME, pk="citarip"),
    "list_districts": see(SEE_PROGRAMME, code="work.programme"),
    "list_lokus": see(SEE_PROGRAMME, code="work.programme"),
    "record_lokus": write(GUIDE, code="work.programme"),
    "end_lokus": write(GUIDE, pk="work.lokus"),
    "see_cohort": see(SEE_PROGRAMME, pk="work.cohort"),
    "record_cohort": write(GUIDE, code="work.programme"),
    "change_cohort": write(GUIDE, pk="work.cohort"),
    "join_district": write(GUIDE, pk="work.cohort"),
    "join_districts": write(GUIDE, pk="work.cohort"),
    "see_district": see(SEE_PROGRAMME, pk="work.district"),
    "record_readiness": write(GUIDE, pk="work.district"),
    "record_standing": write(GUIDE, pk="work.district"),
    "withdraw_standing": write(GUIDE, pk="work.district", standing="work.standing"),
    "list_units": see(SEE_PROGRAMME, code="work.programme"),
    "see_unit": see(SEE_PROGRAMME, pk="work.unit"),
    "record_unit": write(GUIDE, code="work.programme"),
    "end_unit": write(GUIDE, pk="work.unit"),
    "record_replication": write(GUIDE, pk="work.unit"),
    "change_replication": write(GUIDE, pk="work.replication"),
    "list_visits": see(SEE_PROGRAMME, code="work.programme"),
    "see_visit": see(SEE_VISIT, pk="work.visit"),
    "record_visit": write((*GUIDE, "mentor"), code="work.programme"),
    "change_visit": write((*GUIDE, "mentor"), pk="work.visit"),
    "see_contest": see(SEE_PROGRAMME, pk="work.contest"),
    "record_contest": write(GUIDE, code="work.programme"),
    "change_contest": write(GUIDE, pk="work.contest"),
    "record_contestants": write(GUIDE, pk="work.contest"),
    "fill_points": write(GUIDE, pk="work.contest"),
    "record_points": write(GUIDE, pk="work.contest", entry="work.entry"),
    "withdraw_contestant": write(GUIDE, pk="work.contest", entry="work.entry"),
    # calls and assessments
    "list_obligations": see((*SEE_ASSESSMENT, "neighbour")),
    "list_assessments": see((*SEE_ASSESSMENT, "neighbour")),
    "record_call": write(GUIDE),
    "see_call": see(SEE_ASSESSMENT, pk="work.call"),
    "change_call": write(GUIDE, pk="work.call"),
    "withdraw_call": write(GUIDE, pk="work.call"),
    "record_obligation": write(GUIDE, pk="work.call"),
    "record_obligations": write(GUIDE, pk="work.call"),
    "excuse_obligation": write(GUIDE, pk="work.owed"),
    "restore_obligation": write(GUIDE, pk="work.owed"),
    "record_assessment": write((*FILL, "neighbour")),
    "see_assessment": see(SEE_ASSESSMENT, pk="work.assessment"),
    "see_filling": see(FILL, pk="work.assessment"),
    "see_filling_room": see(FILL, pk="work.assessment"),
    "fill_assessment": write(FILL, pk="work.assessment", domain="work.asked"),
    "submit_assessment": write(FILL, pk="work.assessment"),
    "verify_assessment": write((*GUIDE, "mentor"), pk="work.assessment"),
    "return_assessment": write((*GUIDE, "mentor"), pk="work.assessment"),
    "accept_assessment": write(GUIDE, pk="work.assessment"),
    "withdraw_assessment": write(FILL, pk="work.assessment"),
    "record_photo": write(FILL, pk="work.assessment"),
    "see_photo": see(SEE_ASSESSMENT, pk="work.shot"),
    "withdraw_photo": write(FILL, pk="work.shot"),
    # directory
    "record_region": write(("administrator",), code="kecamatan"),
    "change_region": write(("administrator",), code="village"),
    "end_region": write(("administrator",), code="village"),
    "list_organisations": see(ROLED),
    "record_organisation": write((*KEEP, *NEIGHBOUR)),
    "see_organisation": see(ROLED, pk="kua"),
    "change_organisation": write(KEEP, pk="citarip"),
    "end_organisation": write(KEEP, pk="citarip"),
    "list_people": see(ROLED),
    "record_person": write((*KEEP, "notulis", *NEIGHBOUR)),
    "see_person": see(ROLED, pk="people.camat"),
    "change_person": write((*KEEP, "notulis"), pk="people.head"),
    "end_person": write(("administrator",), pk="people.head"),  # he has a login
    "record_office": write((*KEEP, "notulis"), pk="people.outsider"),
    "end_office": write((*KEEP, "notulis"), pk="offices.head"),
    "record_user": write(("administrator",), pk="people.second_head"),
    "reset_password": write(("administrator",), pk="users.notulis"),
    "see_user": see(("administrator", "auditor"), pk="users.notulis"),
    "lock_user": write(("administrator",), pk="users.notulis"),
    "unlock_user": write(("administrator",), pk="users.notulis"),
    "end_token": write(("administrator",), pk="users.notulis", mark="tokens.notulis"),
    "record_forum": write((*KEEP, *NEIGHBOUR)),
    "change_forum": write(KEEP, pk="forum"),
    "end_forum": write(KEEP, pk="forum"),
    "list_memberships": see((*SEE_FORUM, "administrator"), pk="forum"),
    "record_membership": write(KEEP, pk="forum"),
    "end_membership": write(KEEP, pk="memberships.kua"),
    "list_roles": see(("administrator", "auditor")),
    "end_link": write(WRITE_MINUTES, pk="link"),
    "record_assignment": write(("administrator",)),
    "end_assignment": write(("administrator",), pk="assignments.notulis"),
    "view_as": write(("administrator", "auditor")),
    "stop_viewing_as": Page(ANYBODY, only_posts=True),
    # without network
    "see_worker": Page(ANYBODY, by_link=True),
    "see_adrift": Page(ANYBODY, by_link=True),
    "see_room": see((*WRITE_MINUTES, "chair"), pk="opened"),
    "list_devices": see(ANYBODY),  # each his own
    "end_device": write(("notulis",), pk="device"),
    "restore_device": write(("notulis",), pk="device"),
    "see_contact": Page(ANYBODY, by_script=True),
    "send_parcel": Page(ANYBODY, only_posts=True, by_script=True),
    "send_piece": Page(ANYBODY, {"sha256": "digest"}, by_script=True),
    "import_acts": write(ANYBODY),  # what is in it is judged by its seal
    "list_entries": see(ANYBODY),  # his own, and those of the sessions that he answers for
    "see_entry": see((*WRITE_MINUTES, "chair"), pk="entry"),
    "settle_entry": Page((*WRITE_MINUTES, "chair"), {"pk": "entry"}, only_posts=True),
    "reopen_entry": Page((*WRITE_MINUTES, "chair"), {"pk": "entry"}, only_posts=True),
    "leave_entry": write((*WRITE_MINUTES, "chair"), pk="entry"),
    # figures, maps, frozen figures: of the region of the role, here the one that is asked for
    "list_achievements": see(SEE_FIGURES),
    "see_achievement": see(SEE_ROLLUP, slug="work.measured"),
    "list_sites": see(SEE_ROLLUP, slug="work.measured"),
    "see_gaps": see(SEE_ROLLUP, slug="work.measured"),
    "see_report": see(SEE_ROLLUP, slug="work.measured"),
    "see_report_rows": see(SEE_ROLLUP, slug="work.measured"),
    "see_local_monitoring": see(SEE_ROLLUP, slug="work.measured"),
    "list_parts": see(SEE_ROLLUP, slug="work.measured"),
    "see_map": see(SEE_ROLLUP),
    "take_snapshot": write(TAKE_SNAPSHOT, slug="work.measured"),
    "list_snapshots": see(SEE_FIGURES),
    "see_frozen_report": see(SEE_ROLLUP, pk="work.snapshot"),
    "see_frozen_report_rows": see(SEE_ROLLUP, pk="work.snapshot"),
    "see_snapshot": see(SEE_ROLLUP, pk="work.snapshot"),
    "list_frozen_rows": see(SEE_ROLLUP, pk="work.snapshot"),
}
# The same things under /api/v1/, by key instead of by cookie.
API = {
    "openapi-json": see(ANYBODY),
    "region_stats": see(ROLED),
    "list_regions": see(ROLED),
    "see_region": see(ROLED, code="kecamatan"),
    "see_rates": see(SEE_ROLLUP, code="kecamatan"),
    "see_snapshot": see(SEE_ROLLUP, instrument="work.measured"),
    "list_organisations": see(ROLED),
    "see_organisation": see(ROLED, pk="kua"),
    "list_facilities": see(ROLED),
    "see_facility": see(ROLED, pk="citarip"),
    "list_forums": see(ANYBODY),
    "see_forum": see((*SEE_FORUM, "administrator"), pk="forum"),
    "list_meetings": see(ANYBODY),
    "see_meeting": see(SEE_FORUM, pk="opened"),
    "see_report_card": see(SEE_FORUM, pk="opened"),
    "list_commitments": see(ANYBODY),
    "see_commitment": see(SEE_FORUM, pk="promise_continued"),
}
API_POSTS = {
    "record_commitment": write(WRITE_MINUTES),
    "record_update": write((*WRITE_MINUTES, "chair", "sector_member"), pk="promise_continued"),
}
NO_PAGE = {"api-root"}  # ninja's, a 404
