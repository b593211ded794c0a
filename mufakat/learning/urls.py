"""Addresses of reviews, the library, patterns, effects and the scores of cohorts."""

from django.urls import path

from .views import cohorts, library, patterns, priorities, reviews, roles, studies

ONE = "pembelajaran/<uuid:pk>/"
DISTRICT = "pembelajaran/kabkota/<uuid:pk>/"
urlpatterns = [
    path("pembelajaran/", library.list_reviews, name="list_reviews"),
    path("pembelajaran/serupa/", library.list_similar, name="list_similar"),
    path("pembelajaran/catat/", reviews.record_review, name="record_review"),
    path(ONE, reviews.see_review, name="see_review"),
    path(f"{ONE}ubah/", reviews.change_review, name="change_review"),
    path(f"{ONE}tutup/", reviews.close_review, name="close_review"),
    path(f"{ONE}faktor/catat/", reviews.record_factor, name="record_factor"),
    path(f"{ONE}faktor/<uuid:factor>/hapus/", reviews.withdraw_factor, name="withdraw_factor"),
    path(f"{ONE}tindakan/catat/", priorities.record_priority, name="record_priority"),
    path(f"{ONE}tindakan/ikat/", priorities.bind_priority, name="bind_priority"),
    path(
        f"{ONE}tindakan/<uuid:priority>/lepas/",
        priorities.withdraw_priority,
        name="withdraw_priority",
    ),
    path(f"{ONE}pembelajar/catat/", priorities.record_learner, name="record_learner"),
    path(
        f"{ONE}pembelajar/<uuid:learner>/hapus/",
        priorities.withdraw_learner,
        name="withdraw_learner",
    ),
    path(f"{ONE}lihat-lagi/", reviews.record_look, name="record_look"),
    path("pembelajaran/baca/<uuid:learner>/", priorities.read_review, name="read_review"),
    path("pembelajaran/pola/", patterns.see_patterns, name="see_patterns"),
    path("pembelajaran/pola/fasilitas/", patterns.list_pattern_sites, name="list_pattern_sites"),
    path("pembelajaran/dampak/", studies.list_studies, name="list_studies"),
    path("pembelajaran/dampak/catat/", studies.record_study, name="record_study"),
    path("pembelajaran/dampak/<uuid:pk>/", studies.see_study, name="see_study"),
    path("pembelajaran/gelombang/", cohorts.list_cohort_scores, name="list_cohort_scores"),
    path("pembelajaran/gelombang/<uuid:pk>/", cohorts.see_cohort_scores, name="see_cohort_scores"),
    path(DISTRICT, roles.see_district_roles, name="see_district_roles"),
    path(f"{DISTRICT}peran/catat/", roles.record_districtrole, name="record_districtrole"),
    path(f"{DISTRICT}peran/janji/", roles.choose_role_session, name="choose_role_session"),
    path(
        f"{DISTRICT}peran/janji/<uuid:meeting>/",
        roles.promise_districtrole,
        name="promise_districtrole",
    ),
    path(
        "pembelajaran/peran/<uuid:pk>/lepas/",
        roles.withdraw_districtrole,
        name="withdraw_districtrole",
    ),
]
