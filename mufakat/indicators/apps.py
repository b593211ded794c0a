from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "mufakat.indicators"
    label = "indicators"

    def ready(self) -> None:
        from mufakat.journal.sentences import register

        from .sentences import SENTENCES

        register(SENTENCES)
