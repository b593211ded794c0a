from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "mufakat.indicators"
    label = "indicators"

    def ready(self) -> None:
        from mufakat.core import typed
        from mufakat.journal.sentences import register
        from mufakat.programmes import instruments

        from .pages.typed import answers_typed, photo_typed
        from .queries.instruments import published
        from .sentences import SENTENCES

        register(SENTENCES)
        instruments.register(published)
        typed.register("fill_assessment", answers_typed)
        typed.register("record_photo", photo_typed)
