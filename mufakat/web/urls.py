"""Addresses of the pages that show several rooms."""

from django.urls import path

from . import demo, views

urlpatterns = [
    path("", views.home, name="home"),
    path("demo/masuk/", demo.demo_enter, name="demo_enter"),
    path("lanjutkan/", views.resume, name="resume"),
    path("cari/", views.search, name="search"),
    path("angka/", views.list_figures, name="list_figures"),
    path("forum/<uuid:pk>/angka/", views.see_forum_figures, name="see_forum_figures"),
    path("forum/<uuid:pk>/tenggat/", views.see_forum_ages, name="see_forum_ages"),
    path("wilayah/", views.list_regions, name="list_regions"),
    path("wilayah/<str:code>/", views.see_region, name="see_region"),
    path("wilayah/<str:code>/angka/", views.see_region_figures, name="see_region_figures"),
    path("wilayah/<str:code>/tenggat/", views.see_region_ages, name="see_region_ages"),
    path("wilayah/<str:code>/kalender/", views.see_region_calendar, name="see_region_calendar"),
    path("wilayah/<str:code>/kalender/rapat/", views.list_sessions, name="list_sessions"),
    path("wilayah/<str:code>/spj/", views.list_files, name="list_files"),
    path("wilayah/<str:code>/puskesmas/", views.list_puskesmas, name="list_puskesmas"),
]
