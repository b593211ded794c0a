from django.apps import AppConfig


class OfflineConfig(AppConfig):
    name = "mufakat.offline"
    label = "offline"

    def ready(self) -> None:
        from mufakat.journal.sentences import register

        from .sentences import SENTENCES

        register(SENTENCES)

        from mufakat.meetings.queries.kept import register_kept

        from .queries import count_waiting

        register_kept(count_waiting)

        from mufakat.indicators.queries.kept import register_undecided

        from .queries import undecided_of

        register_undecided(undecided_of)
