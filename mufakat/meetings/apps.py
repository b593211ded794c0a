from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "mufakat.meetings"
    label = "meetings"

    def ready(self) -> None:
        from mufakat.journal.sentences import register

        from .sentences import SENTENCES

        register(SENTENCES)
