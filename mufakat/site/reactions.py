"""What happens after an event: the single map verb → functions. News travels up only through here. And what happens
regularly, whatever was done: seconds between two times, and the job."""

from mufakat.commitments import jobs as commitments
from mufakat.delivery import jobs as delivery
from mufakat.indicators.jobs import rebooking as figures, reminders
from mufakat.journal.worker import Reactions, Regular
from mufakat.learning import jobs as learning
from mufakat.meetings import jobs as meetings
from mufakat.offline import jobs as devices
from mufakat.programmes import jobs as programmes
from mufakat.web import jobs as search

REACTIONS: Reactions = {
    "commitment.recorded": [commitments.retally, search.index],
    "commitment.changed": [commitments.retally, search.index, meetings.retell],
    "commitment.withdrawn": [commitments.retally, search.index, meetings.retell],
    "commitment.moved": [commitments.retally, search.index, meetings.retell],
    "verdict.given": [commitments.retally, search.index, meetings.retell],
    "verdict.withdrawn": [commitments.retally, search.index, meetings.retell],
    "commitment.handed": [search.index, meetings.retell],
    "commitment.taken": [search.index, meetings.retell],
    "forum.recorded": [search.index],
    "forum.changed": [search.index],
    "forum.ended": [search.index, meetings.retell],
    "organisation.recorded": [search.index],
    "organisation.changed": [search.index, programmes.follow_move, figures.rebook_body],
    "organisation.ended": [search.index, figures.rebook_body],
    "region.recorded": [figures.rebook_region],
    "region.changed": [figures.rebook_region],
    "region.ended": [figures.rebook_region],
    "person.recorded": [search.index],
    "person.changed": [search.index],
    "person.ended": [search.index, meetings.retell, reminders.retell],
    "meeting.recorded": [search.index],
    "meeting.changed": [search.index],
    "meeting.cancelled": [search.index],
    "meeting.opened": [search.index, devices.take_up],
    "meeting.ratified": [search.index],
    "meeting.reopened": [search.index, meetings.retell],
    "note.recorded": [search.index],
    "note.changed": [search.index],
    "decision.recorded": [search.index],
    "decision.changed": [search.index],
    "problem.recorded": [search.index],
    "problem.changed": [search.index],
    "problem.withdrawn": [search.index],
    "proposal.recorded": [search.index],
    "proposal.changed": [search.index],
    "proposal.withdrawn": [search.index],
    "proposal.judged": [search.index],
    "group.recorded": [search.index],
    "group.changed": [search.index],
    "group.reported": [search.index],
    "group.withdrawn": [search.index],
    "letter.issued": [search.index],
    "update.recorded": [meetings.retell],
    "check.recorded": [meetings.retell],
    "date.requested": [meetings.retell],
    "hearing.withdrawn": [meetings.retell],
    "message.stopped": [meetings.retell, reminders.retell],
    "message.started": [meetings.retell, reminders.retell],
    "file.recorded": [meetings.retell, devices.bring_bytes],
    "photo.recorded": [devices.bring_bytes],
    "file.completed": [meetings.retell],
    "file.withdrawn": [meetings.retell],
    "expense.recorded": [meetings.retell],
    "expense.withdrawn": [meetings.retell],
    "terms.recorded": [meetings.retell],
    "cycle.recorded": [search.index_cycle],
    "office.recorded": [search.index_person],
    "office.ended": [search.index_person, meetings.retell],
    "membership.ended": [meetings.retell],
    "call.changed": [reminders.retell],
    "obligation.excused": [reminders.retell],
    "assessment.submitted": [reminders.retell],
    "assessment.verified": [reminders.retell],
    "assessment.returned": [reminders.retell],
    "assessment.accepted": [reminders.retell],
    "assessment.withdrawn": [reminders.retell],
}
REGULAR: Regular = [
    (10, delivery.send_due),
    (20, learning.estimate_studies),
    (600, search.tell_news),
    (24 * 3600, delivery.forget_old),
    (24 * 3600, devices.forget_old_files),
]
