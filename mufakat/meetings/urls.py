"""Addresses of forums and their sessions."""

from django.urls import path

from .views import forums, plan, room, session

urlpatterns = [
    path("forum/", forums.list_forums, name="list_forums"),
    path("forum/<uuid:pk>/", forums.see_forum, name="see_forum"),
    path("forum/<uuid:pk>/akhiri/", forums.end_forum, name="end_forum"),
    path("forum/<uuid:pk>/siklus/catat/", plan.record_cycle, name="record_cycle"),
    path("forum/<uuid:pk>/rapat/catat/", plan.record_meeting, name="record_meeting"),
    path("rapat/<uuid:pk>/", session.see_meeting, name="see_meeting"),
    path("rapat/<uuid:pk>/riwayat/", session.see_meeting_history, name="see_meeting_history"),
    path("rapat/<uuid:pk>/hadir/", session.see_attendance, name="see_attendance"),
    path("rapat/<uuid:pk>/notulen.pdf", session.see_minutes, name="see_minutes"),
    path("rapat/<uuid:pk>/ubah/", plan.change_meeting, name="change_meeting"),
    path("rapat/<uuid:pk>/batalkan/", plan.cancel_meeting, name="cancel_meeting"),
    path("rapat/<uuid:pk>/buka/", plan.open_meeting, name="open_meeting"),
    path("rapat/<uuid:pk>/sahkan/", plan.ratify_meeting, name="ratify_meeting"),
    path("rapat/<uuid:pk>/buka-kembali/", plan.reopen_meeting, name="reopen_meeting"),
    path("rapat/<uuid:pk>/acara/catat/", plan.record_agenda, name="record_agenda"),
    path("rapat/<uuid:pk>/kehadiran/catat/", room.record_attendance, name="record_attendance"),
    path("rapat/<uuid:pk>/kehadiran/semua/", room.fill_attendance, name="fill_attendance"),
    path("rapat/<uuid:pk>/undangan/catat/", room.record_participants, name="record_participants"),
    path("rapat/<uuid:pk>/peserta/catat/", room.record_participant, name="record_participant"),
    path("rapat/<uuid:pk>/catatan/catat/", room.record_note, name="record_note"),
    path("rapat/<uuid:pk>/catatan/<uuid:note>/ubah/", room.change_note, name="change_note"),
    path("rapat/<uuid:pk>/keputusan/catat/", room.record_decision, name="record_decision"),
    path(
        "rapat/<uuid:pk>/keputusan/<uuid:decision>/ubah/",
        room.change_decision,
        name="change_decision",
    ),
    path("rapat/<uuid:pk>/komitmen/catat/", room.record_commitment, name="record_commitment"),
    path(
        "rapat/<uuid:pk>/komitmen/<uuid:commitment>/ubah/",
        room.change_commitment,
        name="change_commitment",
    ),
    path(
        "rapat/<uuid:pk>/komitmen/<uuid:commitment>/tarik/",
        room.withdraw_commitment,
        name="withdraw_commitment",
    ),
    path("rapat/<uuid:pk>/putusan/<uuid:commitment>/beri/", room.give_verdict, name="give_verdict"),
    path(
        "rapat/<uuid:pk>/putusan/<uuid:verdict>/tarik/",
        room.withdraw_verdict,
        name="withdraw_verdict",
    ),
]
