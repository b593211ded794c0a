"""Styles and scripts, each named by its content; a module that imports another imports it by that name as well."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Statics(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """So no page can ever run modules of two versions together."""

    support_js_module_import_aggregation = True
