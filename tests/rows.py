"""Rows of one database brought into another: far sooner there than entered anew."""

from pathlib import Path

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, connections

# The bundled registry stands in these rooms' tables.
ROOMS = ("honours", "mentions", "questions")


def copy(path: Path) -> int:
    """Bring the registry of a SQLite file into the tests' database; says how many rows.

    Called inside a transaction, which is where foreign keys wait for what they lead to.
    """
    connections.databases["copied"] = {
        **connections.databases["default"],
        "ENGINE": "django.db.backends.sqlite3", "NAME": f"file:{path}?mode=ro",
        "OPTIONS": {"uri": True}, "CONN_MAX_AGE": 0,
    }  # fmt: skip
    models = [
        model
        for room in ROOMS
        for model in apps.get_app_config(room).get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]
    try:
        copied = 0
        for model in models:
            rows = list(model._base_manager.using("copied"))
            model._base_manager.using("default").all().delete()
            model._base_manager.using("default").bulk_create(rows, batch_size=1000)
            copied += len(rows)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(statement)
            # As a database that has stood for a day would have done by itself.
            cursor.execute("ANALYZE")
    finally:
        connections["copied"].close()
        del connections["copied"]
        del connections.databases["copied"]
    return copied
