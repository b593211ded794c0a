from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "mufakat.indicators"
    label = "indicators"

    def ready(self) -> None:
        from mufakat.journal.sentences import register

        from .sentences import SENTENCES

        register(SENTENCES)

        from mufakat.core import typed

        from .pages.typed import answers_typed, photo_typed

        typed.register("fill_assessment", answers_typed)
        typed.register("record_photo", photo_typed)
