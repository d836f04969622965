"""The desk as a Django app, for its templates and translations."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The clerk's desk."""

    name = "registry.desk"
    label = "clerks_desk"
