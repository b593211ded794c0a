from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "mufakat.programmes"
    label = "programmes"
