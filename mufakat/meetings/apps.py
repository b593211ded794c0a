from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "mufakat.meetings"
    label = "meetings"

    def ready(self) -> None:
        from mufakat.journal.sentences import register

        from .sentences import SENTENCES

        register(SENTENCES)

        from mufakat.commitments.pages.above import register_where

        from .pages.table_above import where_of

        register_where(where_of)

        from mufakat.commitments.actions.rows import register_unratified

        from .queries.table import unratified_among

        register_unratified(unratified_among)

        from .queries.spj_reference import spj_reference
        from .queries.spj_signers import signature_tables

        spj_reference()  # a fault in it stops the start
        signature_tables()
