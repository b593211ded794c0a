from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "mufakat.web"
    label = "web"
