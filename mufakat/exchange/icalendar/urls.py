"""Addresses of calendar files and feeds."""

from django.urls import path

from . import views

urlpatterns = [
    path("rapat/<uuid:pk>/rapat.ics", views.see_event, name="see_event"),
    path("undangan/<str:token>/rapat.ics", views.see_invited_event, name="see_invited_event"),
    path("kalender/", views.see_own_feed, name="see_own_feed"),
    path("kalender/buat/", views.record_feed, name="record_feed"),
    path("kalender/cabut/", views.end_feed, name="end_feed"),
    path("kalender/<str:token>.ics", views.see_feed, name="see_feed"),
]
