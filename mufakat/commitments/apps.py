from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "mufakat.commitments"
    label = "commitments"

    def ready(self) -> None:
        from mufakat.journal.sentences import register

        from .sentences import SENTENCES

        register(SENTENCES)
