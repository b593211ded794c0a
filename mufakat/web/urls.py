"""Addresses of the pages that show several rooms."""

from django.urls import path

from . import demo, views

urlpatterns = [
    path("", views.home, name="home"),
    path("demo/masuk/", demo.demo_enter, name="demo_enter"),
    path("lanjutkan/", views.resume, name="resume"),
    path("cari/", views.search, name="search"),
    path("wilayah/", views.list_regions, name="list_regions"),
    path("wilayah/<str:code>/", views.see_region, name="see_region"),
]
