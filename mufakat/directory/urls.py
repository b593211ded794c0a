"""Addresses of the directory. The pages of a region and of a forum show several rooms and belong higher up."""

from django.urls import path

from .views import forums, letterheads, links, logins, organisations, people, regions, roles

urlpatterns = [
    path("wilayah/<str:code>/catat/", regions.record_region, name="record_region"),
    path("wilayah/<str:code>/ubah/", regions.change_region, name="change_region"),
    path("wilayah/<str:code>/akhiri/", regions.end_region, name="end_region"),
    path("organisasi/", organisations.list_organisations, name="list_organisations"),
    path("organisasi/catat/", organisations.record_organisation, name="record_organisation"),
    path("organisasi/<uuid:pk>/", organisations.see_organisation, name="see_organisation"),
    path(
        "organisasi/<uuid:pk>/ubah/", organisations.change_organisation, name="change_organisation"
    ),
    path("organisasi/<uuid:pk>/akhiri/", organisations.end_organisation, name="end_organisation"),
    path("organisasi/<uuid:pk>/kop/", letterheads.record_letterhead, name="record_letterhead"),
    path("orang/", people.list_people, name="list_people"),
    path("orang/catat/", people.record_person, name="record_person"),
    path("orang/<uuid:pk>/", people.see_person, name="see_person"),
    path("orang/<uuid:pk>/ubah/", people.change_person, name="change_person"),
    path("orang/<uuid:pk>/akhiri/", people.end_person, name="end_person"),
    path("orang/<uuid:pk>/jabatan/catat/", people.record_office, name="record_office"),
    path("orang/<uuid:pk>/akun/", people.record_user, name="record_user"),
    path("pengguna/<uuid:pk>/", logins.see_user, name="see_user"),
    path("pengguna/<uuid:pk>/kunci/", logins.lock_user, name="lock_user"),
    path("pengguna/<uuid:pk>/buka/", logins.unlock_user, name="unlock_user"),
    path("pengguna/<uuid:pk>/kunci-api/<str:mark>/akhiri/", logins.end_token, name="end_token"),
    path("pengguna/<uuid:pk>/sandi/", people.reset_password, name="reset_password"),
    path("jabatan/<uuid:pk>/akhiri/", people.end_office, name="end_office"),
    path("forum/catat/", forums.record_forum, name="record_forum"),
    path("forum/<uuid:pk>/ubah/", forums.change_forum, name="change_forum"),
    path("forum/<uuid:pk>/anggota/", forums.list_memberships, name="list_memberships"),
    path("forum/<uuid:pk>/anggota/catat/", forums.record_membership, name="record_membership"),
    path("anggota/<uuid:pk>/akhiri/", forums.end_membership, name="end_membership"),
    path("tautan/<uuid:pk>/cabut/", links.end_link, name="end_link"),
    path("peran/", roles.list_roles, name="list_roles"),
    path("peran/beri/", roles.record_assignment, name="record_assignment"),
    path("peran/<uuid:pk>/akhiri/", roles.end_assignment, name="end_assignment"),
    path("peran/lihat-sebagai/", roles.view_as, name="view_as"),
    path("peran/lihat-sebagai/berhenti/", roles.stop_viewing_as, name="stop_viewing_as"),
]
