"""Addresses of instruments, assessments and figures; each part has its block."""

from django.urls import URLPattern, path

urlpatterns: list[URLPattern] = []

# -- Figures: dashboards, maps, frozen figures -------------------------------------------------

from .views import figures, local, maps, snapshots  # noqa: E402

urlpatterns += [
    path("capaian/", figures.list_achievements, name="list_achievements"),
    path("capaian/<slug:code>/", figures.see_achievement, name="see_achievement"),
    path("capaian/<slug:code>/fasilitas/", figures.list_sites, name="list_sites"),
    path("capaian/<slug:code>/jarak/", figures.see_gaps, name="see_gaps"),
    path("capaian/<slug:code>/pws/", local.see_local_monitoring, name="see_local_monitoring"),
    path("capaian/<slug:code>/potret/", snapshots.take_snapshot, name="take_snapshot"),
    path("peta/", maps.see_map, name="see_map"),
    path("potret/", snapshots.list_snapshots, name="list_snapshots"),
    path("potret/<uuid:pk>/", snapshots.see_snapshot, name="see_snapshot"),
    path("potret/<uuid:pk>/baris/", snapshots.list_frozen_rows, name="list_frozen_rows"),
]
