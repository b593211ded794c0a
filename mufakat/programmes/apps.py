from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "mufakat.programmes"
    label = "programmes"

    def ready(self) -> None:
        from mufakat.journal.sentences import register

        from .sentences import SENTENCES

        register(SENTENCES)
