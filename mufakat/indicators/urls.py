"""Addresses of instruments, assessments and figures."""

from django.urls import URLPattern, path

from .views import computed, drafts, instruments

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
