"""Words for searching, indexed by what each database has: FTS5 on SQLite, tsvector with GIN on PostgreSQL.

SQLite's index follows the table by triggers. Whoever changes the table cases_words later on SQLite makes them anew:
Django builds a changed table under another name and lets the triggers go with the old one.
"""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

SQLITE = (
    """CREATE VIRTUAL TABLE cases_words_index USING fts5(
        text, content='cases_words', content_rowid='case_id', tokenize='unicode61 remove_diacritics 0'
    )""",
    """CREATE TRIGGER cases_words_added AFTER INSERT ON cases_words BEGIN
        INSERT INTO cases_words_index(rowid, text) VALUES (new.case_id, new.text);
    END""",
    """CREATE TRIGGER cases_words_gone AFTER DELETE ON cases_words BEGIN
        INSERT INTO cases_words_index(cases_words_index, rowid, text) VALUES ('delete', old.case_id, old.text);
    END""",
    """CREATE TRIGGER cases_words_changed AFTER UPDATE ON cases_words WHEN old.text <> new.text BEGIN
        INSERT INTO cases_words_index(cases_words_index, rowid, text) VALUES ('delete', old.case_id, old.text);
        INSERT INTO cases_words_index(rowid, text) VALUES (new.case_id, new.text);
    END""",
)
SQLITE_BACK = (
    "DROP TRIGGER cases_words_changed",
    "DROP TRIGGER cases_words_gone",
    "DROP TRIGGER cases_words_added",
    "DROP TABLE cases_words_index",
)
POSTGRES = (
    # The tokens stand in their order with a space between; a token is letters and digits only.
    """CREATE FUNCTION cases_words_vector(text) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
        SELECT coalesce(string_agg(quote_literal(word) || ':' || least(place, 16383), ' '), '')::tsvector
        FROM unnest(string_to_array($1, ' ')) WITH ORDINALITY AS found(word, place) WHERE word <> ''
    $$""",
    "ALTER TABLE cases_words ADD COLUMN vector tsvector GENERATED ALWAYS AS (cases_words_vector(text)) STORED",
    "CREATE INDEX cases_words_vector_index ON cases_words USING gin (vector)",
)
POSTGRES_BACK = (
    "ALTER TABLE cases_words DROP COLUMN vector",
    "DROP FUNCTION cases_words_vector(text)",
)


def forward(apps: Any, editor: Any) -> None:
    for sql in SQLITE if editor.connection.vendor == "sqlite" else POSTGRES:
        editor.execute(sql)


def back(apps: Any, editor: Any) -> None:
    for sql in SQLITE_BACK if editor.connection.vendor == "sqlite" else POSTGRES_BACK:
        editor.execute(sql)


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_lists")]

    operations = [
        migrations.CreateModel(
            name="Words",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="words",
                        serialize=False,
                        to="cases.case",
                    ),
                ),
                ("text", models.TextField()),
            ],
        ),
        migrations.RunPython(forward, back),
    ]
