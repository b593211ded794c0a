"""How each database finds words: SQLite by a table of FTS5, which triggers keep equal to the entries, PostgreSQL by a
GIN index. Whoever makes the table of entries anew (SQLite does, when a column changes) makes the triggers anew."""

from typing import Any

from django.db import migrations

SQLITE = (
    "CREATE VIRTUAL TABLE web_searchindex USING fts5(words, content='web_searchentry', content_rowid='id', "
    "detail='none', columnsize=0, tokenize='ascii')",
    "CREATE TRIGGER web_searchindex_in AFTER INSERT ON web_searchentry BEGIN "
    "INSERT INTO web_searchindex(rowid, words) VALUES (new.id, new.words); END",
    "CREATE TRIGGER web_searchindex_out AFTER DELETE ON web_searchentry BEGIN "
    "INSERT INTO web_searchindex(web_searchindex, rowid, words) VALUES ('delete', old.id, old.words); END",
    "CREATE TRIGGER web_searchindex_on AFTER UPDATE ON web_searchentry BEGIN "
    "INSERT INTO web_searchindex(web_searchindex, rowid, words) VALUES ('delete', old.id, old.words); "
    "INSERT INTO web_searchindex(rowid, words) VALUES (new.id, new.words); END",
)
POSTGRESQL = (
    # Without a waiting list: a search never reads one, and the worker writes few rows at a time.
    "CREATE INDEX web_searchentry_words ON web_searchentry USING gin (words) WITH (fastupdate = off)",
)


def add_index(_apps: Any, editor: Any) -> None:
    for sql in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(sql)


def drop_index(_apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP INDEX web_searchentry_words")
        return
    for name in ("in", "out", "on"):
        editor.execute(f"DROP TRIGGER web_searchindex_{name}")
    editor.execute("DROP TABLE web_searchindex")


class Migration(migrations.Migration):
    dependencies = [("web", "0001_search")]

    operations = [migrations.RunPython(add_index, drop_index)]
