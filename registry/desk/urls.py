"""Addresses of the desk's own screens, beside those of the admin."""

from django.contrib import admin
from django.urls import path

from registry.desk.decree_entry import views as entry


def _staff(view):  # type: ignore[no-untyped-def]
    return admin.site.admin_view(view)


urlpatterns = [
    path("decree/", _staff(entry.decree_entry), name="desk_decree_new"),
    path("decree/<int:pk>/", _staff(entry.decree_entry), name="desk_decree"),
    path("decree/look/", _staff(entry.look), name="desk_decree_look"),
    path("decree/people/", _staff(entry.people), name="desk_decree_people"),
]
