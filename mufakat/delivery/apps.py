from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "mufakat.delivery"
    label = "delivery"

    def ready(self) -> None:
        from mufakat.journal.sentences import register

        from .sentences import SENTENCES

        register(SENTENCES)
