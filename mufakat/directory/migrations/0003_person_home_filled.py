"""Where people belong who were recorded before that was kept: to the organisation of their first office; else to the
place of the role with which somebody recorded them (the journal knows who); else to the place of their own role."""

from django.db import migrations

MAY_RECORD = ("notulis", "kepala_puskesmas", "dinkes_kabkota", "administrator")
COLUMN = {"region": "home_region_id", "organisation": "home_organisation_id", "forum": "home_forum_id"}


def fill(apps, schema_editor):
    person_model = apps.get_model("directory", "Person")
    assignment = apps.get_model("directory", "Assignment")
    homeless = person_model.objects.filter(home_region=None, home_organisation=None, home_forum=None)
    events = apps.get_model("journal", "Event").objects.filter(verb="person.recorded")
    recorded = {e.subject_id: e for e in events.iterator()}
    logins = dict(apps.get_model("directory", "User").objects.values_list("person_id", "id"))
    places = {
        "region": apps.get_model("directory", "Region"),
        "organisation": apps.get_model("directory", "Organisation"),
        "forum": apps.get_model("directory", "Forum"),
    }

    def place_of(user_id, on=None, roles=None):
        """The place of the first role of a user, on a day if there is one then."""
        held = [
            a
            for a in assignment.objects.filter(user_id=user_id).order_by("id")
            if (roles is None or a.role in roles)
            and places[a.node_kind].objects.filter(pk=a.node_id).exists()
        ]
        then = [
            a
            for a in held
            if on and (a.valid_from or on) <= on <= (a.valid_to or on)
        ]
        return next(((COLUMN[a.node_kind], a.node_id) for a in (then or held)), None)

    for person in homeless.iterator():
        office = person.offices.order_by("id").first()
        event = recorded.get(str(person.pk))
        if office is not None:
            found = ("home_organisation_id", office.organisation_id)
        else:
            found = place_of(event.by_id, event.at.date(), MAY_RECORD) if event and event.by_id else None
            if found is None and person.pk in logins:
                found = place_of(logins[person.pk])
        if found:
            person_model.objects.filter(pk=person.pk).update(**{found[0]: found[1]})


class Migration(migrations.Migration):

    dependencies = [
        ("directory", "0002_person_home_and_given_password"),
        ("journal", "0001_initial"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
