"""Addresses of the pages that show several rooms."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("wilayah/", views.list_regions, name="list_regions"),
    path("wilayah/<str:code>/", views.see_region, name="see_region"),
]
