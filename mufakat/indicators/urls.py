"""Addresses of calls and assessments."""

from django.urls import path

from .views import assessments, calls, filling, photos

# Calls and what is owed.
urlpatterns = [
    path("penilaian/", calls.list_obligations, name="list_obligations"),
    path("penilaian/daftar/", calls.list_assessments, name="list_assessments"),
    path("penilaian/panggilan/catat/", calls.record_call, name="record_call"),
    path("penilaian/panggilan/<uuid:pk>/", calls.see_call, name="see_call"),
    path("penilaian/panggilan/<uuid:pk>/ubah/", calls.change_call, name="change_call"),
    path(
        "penilaian/panggilan/<uuid:pk>/tambah/", calls.record_obligation, name="record_obligation"
    ),
    path("penilaian/kewajiban/<uuid:pk>/", calls.excuse_obligation, name="excuse_obligation"),
    path(
        "penilaian/kewajiban/<uuid:pk>/kembali/",
        calls.restore_obligation,
        name="restore_obligation",
    ),
]
# One assessment.
ONE = "penilaian/<uuid:pk>/"
urlpatterns += [
    path("penilaian/mulai/", assessments.record_assessment, name="record_assessment"),
    path(ONE, assessments.see_assessment, name="see_assessment"),
    path(f"{ONE}isi/", filling.see_filling, name="see_filling"),
    path(f"{ONE}isi/<slug:domain>/", filling.fill_assessment, name="fill_assessment"),
    path(f"{ONE}kirim/", assessments.submit_assessment, name="submit_assessment"),
    path(f"{ONE}periksa/", assessments.verify_assessment, name="verify_assessment"),
    path(f"{ONE}kembalikan/", assessments.return_assessment, name="return_assessment"),
    path(f"{ONE}terima/", assessments.accept_assessment, name="accept_assessment"),
    path(f"{ONE}tarik/", assessments.withdraw_assessment, name="withdraw_assessment"),
    path(f"{ONE}berkas/catat/", photos.record_photo, name="record_photo"),
    path("penilaian/foto/<uuid:pk>/", photos.see_photo, name="see_photo"),
    path("penilaian/foto/<uuid:pk>/tarik/", photos.withdraw_photo, name="withdraw_photo"),
]
