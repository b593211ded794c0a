from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "mufakat.directory"
    label = "directory"

    def ready(self) -> None:
        from mufakat.journal.sentences import register

        from .sentences import SENTENCES

        register(SENTENCES)
