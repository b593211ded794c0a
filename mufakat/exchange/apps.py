from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "mufakat.exchange"
    label = "exchange"
