"""The history of a record stands in the place of the admin's own."""

from django.contrib import admin
from django.urls import path

from registry.desk.history.views import history

urlpatterns = [
    path("<slug:kind>/<int:pk>/history/", admin.site.admin_view(history), name="desk_history"),
]
