"""Every address of the web process."""

from django.contrib import admin
from django.urls import include, path, re_path

from registry.api.problems import unknown_address

handler400 = "registry.api.problems.bad_request"
handler500 = "registry.api.problems.server_error"

urlpatterns = [
    # First: of all that is asked, programs ask the most.
    path("api/v1/", include("registry.api.urls")),
    re_path(r"^api(?:/[\s\S]*)?\Z", unknown_address),
    path("admin/", include("registry.desk.signing_in.urls")),
    path("admin/desk/", include("registry.desk.urls")),
    path("admin/honours/", include("registry.desk.history.urls")),
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("telegram/", include("bot.urls")),
    path("", include("registry.web.urls")),
]
