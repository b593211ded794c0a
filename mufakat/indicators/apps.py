from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "mufakat.indicators"
    label = "indicators"

    def ready(self) -> None:
        from mufakat.journal.sentences import register
        from mufakat.programmes import instruments

        from .queries.instruments import published
        from .sentences import SENTENCES

        register(SENTENCES)
        instruments.register(published)
