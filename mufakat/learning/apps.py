from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "mufakat.learning"
    label = "learning"
