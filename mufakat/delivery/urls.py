"""Addresses of the post office."""

from django.urls import path

from . import views

urlpatterns = [
    path("kabar/", views.list_messages, name="list_messages"),
    path("kabar/gagal/", views.list_failures, name="list_failures"),
    path("kabar/<uuid:pk>/sampaikan/", views.deliver_message, name="deliver_message"),
    path("kabar/<str:token>/berhenti/", views.stop_messages, name="stop_messages"),
    path("kabar/<str:token>/kirim/", views.start_messages, name="start_messages"),
]
