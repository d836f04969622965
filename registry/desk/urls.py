"""Addresses of the desk's own screens, beside those of the admin."""

from collections.abc import Callable

from django.contrib import admin
from django.http import HttpResponse
from django.urls import path

from registry.desk.decree_entry import views as entry
from registry.desk.people import views as people

View = Callable[..., HttpResponse]


def _staff(view: View) -> View:
    return admin.site.admin_view(view)


urlpatterns = [
    path("decree/", _staff(entry.decree_entry), name="desk_decree_new"),
    path("decree/<int:pk>/", _staff(entry.decree_entry), name="desk_decree"),
    path("decree/look/", _staff(entry.look), name="desk_decree_look"),
    path("decree/people/", _staff(entry.people), name="desk_decree_people"),
    path("decree/saved/", _staff(entry.saved), name="desk_decree_saved"),
    path("people/<int:pk>/", _staff(people.namesakes), name="desk_person"),
    path("people/<int:pk>/apart/", _staff(people.tell_apart), name="desk_tell_apart"),
    path("people/<int:pk>/apart/<int:pair>/", _staff(people.take_back), name="desk_take_back"),
    path("people/<int:pk>/merge/<str:other>/", _staff(people.merge), name="desk_merge"),
    path("people/<int:pk>/unmerge/<int:change>/", _staff(people.unmerge), name="desk_unmerge"),
]
