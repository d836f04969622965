"""Every address of the web process."""

from django.contrib import admin
from django.urls import include, path, re_path

from registry.api.problems import unknown_address

handler400 = "registry.api.problems.bad_request"
handler500 = "registry.api.problems.server_error"
admin.site.site_header = admin.site.site_title = "Marapat"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/v1/", include("registry.api.urls")),
    re_path(r"^api(?:/[\s\S]*)?\Z", unknown_address),
    path("telegram/", include("bot.urls")),
    path("", include("registry.web.urls")),
]
