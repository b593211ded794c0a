from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "mufakat.core"
    label = "core"
