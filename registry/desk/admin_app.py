"""Django's admin, with the desk's own site in the place of its plain one."""

from django.contrib.admin import apps


class DeskAdmin(apps.AdminConfig):
    """In INSTALLED_APPS instead of `django.contrib.admin`."""

    default_site = "registry.desk.site.DeskSite"
