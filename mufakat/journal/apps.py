from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "mufakat.journal"
    label = "journal"
