"""Every address of the web process."""

from django.contrib import admin
from django.urls import include, path

admin.site.site_header = admin.site.site_title = "Marapat"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/v1/", include("registry.api.urls")),
    path("", include("registry.web.urls")),
]
