"""Addresses of what devices do without network."""

from django.urls import path

from .views import contact, devices, files, filling, imports, room, tray, worker

urlpatterns = [
    path("sw.js", worker.see_worker, name="see_worker"),
    path("rapat/<uuid:pk>/mode/", room.see_room, name="see_room"),
    path("penilaian/<uuid:pk>/mode/", filling.see_filling_room, name="see_filling_room"),
    path("luring/tanpa-jaringan/", worker.see_adrift, name="see_adrift"),
    path("luring/", devices.list_devices, name="list_devices"),
    path("luring/perangkat/<uuid:pk>/cabut/", devices.end_device, name="end_device"),
    path("luring/perangkat/<uuid:pk>/pakai/", devices.restore_device, name="restore_device"),
    path("luring/kontak/", contact.see_contact, name="see_contact"),
    path("luring/kiriman/", contact.send_parcel, name="send_parcel"),
    path("luring/berkas/<str:sha256>/", files.send_piece, name="send_piece"),
    path("luring/impor/", imports.import_acts, name="import_acts"),
    path("luring/perlu-diputuskan/", tray.list_entries, name="list_entries"),
    path("luring/perlu-diputuskan/<uuid:pk>/", tray.see_entry, name="see_entry"),
    path("luring/perlu-diputuskan/<uuid:pk>/pakai/", tray.settle_entry, name="settle_entry"),
    path("luring/perlu-diputuskan/<uuid:pk>/buka/", tray.reopen_entry, name="reopen_entry"),
    path("luring/perlu-diputuskan/<uuid:pk>/tidak-perlu/", tray.leave_entry, name="leave_entry"),
]
