from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "mufakat.web"
    label = "web"

    def ready(self) -> None:
        from mufakat.indicators.computed import register

        from .queries.computed import SOURCES

        for name, title, answer in SOURCES:
            register(name, title, answer)
