"""Addresses of instruments, assessments and figures."""

from django.urls import URLPattern, path

from .views import computed, drafts, figures, instruments, local, maps, snapshots

urlpatterns: list[URLPattern] = []

# Instruments and their versions.
ALL, ONE, VERSION = "instrumen/", "instrumen/<slug:slug>/", "instrumen/<slug:slug>/<int:number>/"
QUESTION, DOMAIN = f"{VERSION}soal/<slug:question>/", f"{VERSION}domain/<slug:domain>/"
urlpatterns += [
    path(ALL, instruments.list_instruments, name="list_instruments"),
    path(f"{ALL}catat/", instruments.record_instrument, name="record_instrument"),
    path(ONE, instruments.see_instrument, name="see_instrument"),
    path(f"{ONE}versi/catat/", instruments.record_version, name="record_version"),
    path(VERSION, instruments.see_version, name="see_version"),
    path(f"{VERSION}perubahan/", instruments.see_version_changes, name="see_version_changes"),
    path(f"{VERSION}ubah/", drafts.see_draft, name="see_draft"),
    path(f"{VERSION}tarik/", instruments.withdraw_version, name="withdraw_version"),
    path(f"{VERSION}terbitkan/", instruments.publish_version, name="publish_version"),
    path(f"{VERSION}ambang/", drafts.change_version, name="change_version"),
    path(f"{VERSION}soal/catat/", drafts.record_question, name="record_question"),
    path(f"{QUESTION}ubah/", drafts.change_question, name="change_question"),
    path(f"{QUESTION}tarik/", drafts.withdraw_question, name="withdraw_question"),
    path(f"{VERSION}domain/catat/", drafts.record_domain, name="record_domain"),
    path(f"{DOMAIN}ubah/", drafts.change_domain, name="change_domain"),
    path(f"{DOMAIN}tarik/", drafts.withdraw_domain, name="withdraw_domain"),
    path("organisasi/<uuid:pk>/hitungan/<int:year>/", computed.see_computed, name="see_computed"),
]

# Figures: dashboards, maps, frozen figures.
RESULT, FROZEN = "capaian/<slug:slug>/", "potret/<uuid:pk>/"
urlpatterns += [
    path("capaian/", figures.list_achievements, name="list_achievements"),
    path(RESULT, figures.see_achievement, name="see_achievement"),
    path(f"{RESULT}fasilitas/", figures.list_sites, name="list_sites"),
    path(f"{RESULT}jarak/", figures.see_gaps, name="see_gaps"),
    path(f"{RESULT}pws/", local.see_local_monitoring, name="see_local_monitoring"),
    path(f"{RESULT}potret/", snapshots.take_snapshot, name="take_snapshot"),
    path("peta/", maps.see_map, name="see_map"),
    path("potret/", snapshots.list_snapshots, name="list_snapshots"),
    path(FROZEN, snapshots.see_snapshot, name="see_snapshot"),
    path(f"{FROZEN}baris/", snapshots.list_frozen_rows, name="list_frozen_rows"),
]
