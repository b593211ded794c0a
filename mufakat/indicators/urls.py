"""Addresses of instruments, assessments and figures."""

from django.urls import URLPattern, path

from .views import (
    assessments,
    calls,
    computed,
    drafts,
    figures,
    filling,
    instruments,
    local,
    maps,
    photos,
    reports,
    snapshots,
)

urlpatterns: list[URLPattern] = []

# Instruments and their versions.
ALL, ONE, VERSION = "instrumen/", "instrumen/<slug:slug>/", "instrumen/<slug:slug>/<int:number>/"
QUESTION, DOMAIN = f"{VERSION}soal/<slug:question>/", f"{VERSION}domain/<slug:domain>/"
urlpatterns += [
    path(ALL, instruments.list_instruments, name="list_instruments"),
    path(f"{ALL}catat/", instruments.record_instrument, name="record_instrument"),
    path(ONE, instruments.see_instrument, name="see_instrument"),
    path(f"{ONE}serahkan/", instruments.hand_instrument, name="hand_instrument"),
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

# Calls and what is owed.
urlpatterns += [
    path("penilaian/", calls.list_obligations, name="list_obligations"),
    path("penilaian/daftar/", calls.list_assessments, name="list_assessments"),
    path("penilaian/panggilan/catat/", calls.record_call, name="record_call"),
    path("penilaian/panggilan/<uuid:pk>/", calls.see_call, name="see_call"),
    path("penilaian/panggilan/<uuid:pk>/ubah/", calls.change_call, name="change_call"),
    path(
        "penilaian/panggilan/<uuid:pk>/tambah/", calls.record_obligation, name="record_obligation"
    ),
    path(
        "penilaian/panggilan/<uuid:pk>/tambah-semua/",
        calls.record_obligations,
        name="record_obligations",
    ),
    path("penilaian/kewajiban/<uuid:pk>/", calls.excuse_obligation, name="excuse_obligation"),
    path(
        "penilaian/kewajiban/<uuid:pk>/kembali/",
        calls.restore_obligation,
        name="restore_obligation",
    ),
]
# One assessment.
ASSESSMENT = "penilaian/<uuid:pk>/"
urlpatterns += [
    path("penilaian/mulai/", assessments.record_assessment, name="record_assessment"),
    path(ASSESSMENT, assessments.see_assessment, name="see_assessment"),
    path(f"{ASSESSMENT}isi/", filling.see_filling, name="see_filling"),
    path(f"{ASSESSMENT}isi/<slug:domain>/", filling.fill_assessment, name="fill_assessment"),
    path(f"{ASSESSMENT}kirim/", assessments.submit_assessment, name="submit_assessment"),
    path(f"{ASSESSMENT}periksa/", assessments.verify_assessment, name="verify_assessment"),
    path(f"{ASSESSMENT}kembalikan/", assessments.return_assessment, name="return_assessment"),
    path(f"{ASSESSMENT}terima/", assessments.accept_assessment, name="accept_assessment"),
    path(f"{ASSESSMENT}tarik/", assessments.withdraw_assessment, name="withdraw_assessment"),
    path(f"{ASSESSMENT}berkas/catat/", photos.record_photo, name="record_photo"),
    path("penilaian/foto/<uuid:pk>/", photos.see_photo, name="see_photo"),
    path("penilaian/foto/<uuid:pk>/tarik/", photos.withdraw_photo, name="withdraw_photo"),
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
    path(f"{RESULT}laporan.pdf", reports.see_report, name="see_report"),
    path(f"{RESULT}laporan.csv", reports.see_report_rows, name="see_report_rows"),
    path("peta/", maps.see_map, name="see_map"),
    path("potret/", snapshots.list_snapshots, name="list_snapshots"),
    path(FROZEN, snapshots.see_snapshot, name="see_snapshot"),
    path(f"{FROZEN}laporan.pdf", reports.see_frozen_report, name="see_frozen_report"),
    path(f"{FROZEN}laporan.csv", reports.see_frozen_report_rows, name="see_frozen_report_rows"),
    path(f"{FROZEN}baris/", snapshots.list_frozen_rows, name="list_frozen_rows"),
]
