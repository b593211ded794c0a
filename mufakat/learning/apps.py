from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "mufakat.learning"
    label = "learning"

    def ready(self) -> None:
        from mufakat.journal.sentences import register

        from .sentences import SENTENCES

        register(SENTENCES)
