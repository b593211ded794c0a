"""Addresses of programmes. Those of a programme by its code come last: no code is called like one of the others."""

from django.urls import path

from .views import catalogue, contests, lokus, units, visits, waves

COHORT = "program/gelombang/<uuid:pk>/"
DISTRICT = "program/kab-kota/<uuid:pk>/"
UNIT = "program/coe/<uuid:pk>/"
CONTEST = "program/lomba/<uuid:pk>/"
ENTRY = f"{CONTEST}peserta/<uuid:entry>/"
OF = "program/<str:code>/"

urlpatterns = [
    path("program/", catalogue.list_programmes, name="list_programmes"),
    path("program/catat/", catalogue.record_programme, name="record_programme"),
    path("program/fasilitas/<uuid:pk>/", catalogue.see_facility, name="see_facility"),
    path(COHORT, waves.see_cohort, name="see_cohort"),
    path(f"{COHORT}ubah/", waves.change_cohort, name="change_cohort"),
    path(f"{COHORT}kab-kota/catat/", waves.join_district, name="join_district"),
    path(f"{COHORT}kab-kota/catat-banyak/", waves.join_districts, name="join_districts"),
    path(DISTRICT, waves.see_district, name="see_district"),
    path(f"{DISTRICT}keadaan/catat/", waves.record_standing, name="record_standing"),
    path(f"{DISTRICT}kesiapan/catat/", waves.record_readiness, name="record_readiness"),
    path(
        f"{DISTRICT}keadaan/<uuid:standing>/tarik/",
        waves.withdraw_standing,
        name="withdraw_standing",
    ),
    path("program/lokus/<uuid:pk>/akhiri/", lokus.end_lokus, name="end_lokus"),
    path(UNIT, units.see_unit, name="see_unit"),
    path(f"{UNIT}akhiri/", units.end_unit, name="end_unit"),
    path(f"{UNIT}replikasi/catat/", units.record_replication, name="record_replication"),
    path("program/replikasi/<uuid:pk>/ubah/", units.change_replication, name="change_replication"),
    path("program/kunjungan/<uuid:pk>/", visits.see_visit, name="see_visit"),
    path("program/kunjungan/<uuid:pk>/ubah/", visits.change_visit, name="change_visit"),
    path(CONTEST, contests.see_contest, name="see_contest"),
    path(f"{CONTEST}ubah/", contests.change_contest, name="change_contest"),
    path(f"{CONTEST}peserta/catat/", contests.record_contestants, name="record_contestants"),
    path(f"{CONTEST}nilai/", contests.fill_points, name="fill_points"),
    path(f"{ENTRY}nilai/", contests.record_points, name="record_points"),
    path(f"{ENTRY}tarik/", contests.withdraw_contestant, name="withdraw_contestant"),
    path(OF, catalogue.see_programme, name="see_programme"),
    path(f"{OF}ubah/", catalogue.change_programme, name="change_programme"),
    path(f"{OF}akhiri/", catalogue.end_programme, name="end_programme"),
    path(f"{OF}lokus/", lokus.list_lokus, name="list_lokus"),
    path(f"{OF}lokus/catat/", lokus.record_lokus, name="record_lokus"),
    path(f"{OF}gelombang/catat/", waves.record_cohort, name="record_cohort"),
    path(f"{OF}kab-kota/", waves.list_districts, name="list_districts"),
    path(f"{OF}coe/", units.list_units, name="list_units"),
    path(f"{OF}coe/catat/", units.record_unit, name="record_unit"),
    path(f"{OF}kunjungan/", visits.list_visits, name="list_visits"),
    path(f"{OF}kunjungan/catat/", visits.record_visit, name="record_visit"),
    path(f"{OF}lomba/catat/", contests.record_contest, name="record_contest"),
]
