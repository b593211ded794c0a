"""Addresses of promises and of the verdicts on them."""

from django.urls import path

from . import views

urlpatterns = [
    path("komitmen/", views.list_commitments, name="list_commitments"),
    path("komitmen/putusan/", views.list_verdicts, name="list_verdicts"),
    path("komitmen/<uuid:pk>/", views.see_commitment, name="see_commitment"),
    path("komitmen/<uuid:pk>/kabar/catat/", views.record_update, name="record_update"),
]
