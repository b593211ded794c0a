"""Addresses of promises and of the verdicts on them."""

from django.urls import path

from .views import files, guests, lists, promise, sharing

urlpatterns = [
    path("komitmen/", lists.list_commitments, name="list_commitments"),
    path("komitmen/putusan/", lists.list_verdicts, name="list_verdicts"),
    path("komitmen/<uuid:pk>/", promise.see_commitment, name="see_commitment"),
    path("komitmen/<uuid:pk>/kabar/catat/", promise.record_update, name="record_update"),
    path("komitmen/<uuid:pk>/periksa/", promise.record_check, name="record_check"),
    path("komitmen/<uuid:pk>/serahkan/", promise.hand_commitment, name="hand_commitment"),
    path(
        "komitmen/<uuid:pk>/tautan/", sharing.record_commitment_link, name="record_commitment_link"
    ),
    path("anggota/<uuid:pk>/tautan/", sharing.record_promises_link, name="record_promises_link"),
    path("bukti/<uuid:pk>/", files.see_evidence, name="see_evidence"),
    path("bukti/<uuid:pk>/tarik/", promise.withdraw_evidence, name="withdraw_evidence"),
]
# By personal link: all that a member promised.
ALL, EACH = "janji/<str:token>/", "janji/<str:token>/<uuid:commitment>/"
urlpatterns += [
    path(ALL, guests.see_promises, name="see_promises"),
    path(EACH, guests.see_promises_one, name="see_promises_one"),
    path(f"{EACH}kabar/", guests.record_promises_update, name="record_promises_update"),
    path(
        f"{EACH}bukti/<uuid:evidence>/", guests.see_promises_evidence, name="see_promises_evidence"
    ),
    path(
        f"{EACH}bukti/<uuid:evidence>/tarik/",
        guests.withdraw_promises_evidence,
        name="withdraw_promises_evidence",
    ),
]
# By personal link: one promise.
ONE = "janji-satu/<str:token>/"
urlpatterns += [
    path(ONE, guests.see_promise, name="see_promise"),
    path(f"{ONE}kabar/", guests.record_promise_update, name="record_promise_update"),
    path(f"{ONE}bukti/<uuid:evidence>/", guests.see_promise_evidence, name="see_promise_evidence"),
    path(
        f"{ONE}bukti/<uuid:evidence>/tarik/",
        guests.withdraw_promise_evidence,
        name="withdraw_promise_evidence",
    ),
]
