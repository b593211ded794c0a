from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "mufakat.indicators"
    label = "indicators"
