from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "mufakat.learning"
    label = "learning"

    def ready(self) -> None:
        from mufakat.journal.sentences import register
        from mufakat.programmes import scores

        from .queries.cohorts import scores_on
        from .sentences import SENTENCES

        register(SENTENCES)
        scores.register(scores_on)
