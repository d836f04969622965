"""Lists of the admin as sheets: what is listed, as it is searched and filtered there."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from registry.accounts.language import active_language
from registry.accounts.models import Role
from registry.accounts.signed_in import may
from registry.errors import InvalidInput
from registry.exchange.sheets.exporting import FORMATS, chosen, csv_text, xlsx_file
from registry.honours.models import Award, Conferral, Decree, Recipient

# Which conferrals a list of these stands for.
LISTS = {
    "conferral": (Conferral, "pk__in"),
    "recipient": (Recipient, "recipient__in"),
    "decree": (Decree, "decree__in"),
    "award": (Award, "award__in"),
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export(request: HttpRequest, model: str, form: str) -> HttpResponseBase:
    """The conferrals of a list, as the list is narrowed by the address."""
    if not may(request, Role.READER):
        raise PermissionDenied
    if model not in LISTS or form not in FORMATS:
        raise Http404
    kind, link = LISTS[model]
    listed = admin.site.get_model_admin(kind).get_changelist_instance(request)
    rows = listed.get_queryset(request).order_by().values("pk")
    found = chosen().filter(**{link: rows})
    name = f"marapat-{timezone.localdate():%Y-%m-%d}.{form}"
    if form == "xlsx":
        try:
            file = xlsx_file(found, active_language())
        except InvalidInput as error:
            return StreamingHttpResponse([error.message], content_type="text/plain", status=400)
        return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
    answer = StreamingHttpResponse(csv_text(found, active_language()), content_type="text/csv")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def empty_sheet(request: HttpRequest) -> HttpResponseBase:
    """A sheet with its titles and no line, to be filled in."""
    if not may(request, Role.READER):
        raise PermissionDenied
    file = xlsx_file(Conferral.objects.none(), active_language())
    return FileResponse(file, as_attachment=True, filename="marapat.xlsx", content_type=XLSX)
