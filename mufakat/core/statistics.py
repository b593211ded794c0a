"""What the database knows of how many rows are where, so that it finds the shortest way to them."""

from django.db import connection

ROWS_READ = 1_000  # of each index; the figures need not be exact


def refresh_statistics() -> None:
    """Count anew, in some hundredths of a second. PostgreSQL does so by itself (autovacuum).

    Without figures SQLite takes the way that spares it sorting, though it leads past every late promise of the
    nation (https://sqlite.org/lang_analyze.html).
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit = {ROWS_READ}")
            cursor.execute("ANALYZE")
