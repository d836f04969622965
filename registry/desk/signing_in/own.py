"""The second factor once it is set up: one's own, and (for administrators) another's."""

from django.conf import settings
from django.contrib import messages
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from registry.accounts import second_factor
from registry.accounts.models import Role, User
from registry.accounts.signed_in import may
from registry.desk.signing_in import pending
from registry.desk.signing_in.forms import CodeForm, WhyForm
from registry.desk.signing_in.locked import locked_out
from registry.desk.signing_in.views import codes_page, locked, page, proven
from registry.errors import RegistryError
from registry.honours import services


@never_cache
@sensitive_post_parameters("code")
@staff_member_required
@require_http_methods(["GET", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """What there is; with a code of the app: new recovery codes, or another app."""
    if not settings.SECOND_FACTOR:
        raise Http404
    user = request.user
    assert isinstance(user, User)  # `staff_member_required` lets nobody else in
    if locked(request, user):
        return locked_out(request, credentials={"username": user.get_username()})
    form, here = CodeForm(request.POST or None), reverse("desk-second-factor")
    if proven(request, user, form) is not None:
        if "renew" in request.POST:
            return codes_page(request, second_factor.recovery_codes_renew(user=user), here)
        second_factor.second_factor_forget(user=user)
        # Out, and half in again: nothing is open while there is no second factor.
        logout(request)
        pending.begin(request, user, here)
        return redirect("desk-set-up")
    return page(
        request, "desk/signing_in/own.html", title=_("Second step"), form=form,
        left=second_factor.recovery_codes_left(user),
    )  # fmt: skip


@never_cache
@staff_member_required
@require_http_methods(["GET", "POST"])
def reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Another's, lost with the telephone: taken away, with a reason for the journal."""
    by = request.user
    if not (isinstance(by, User) and may(request, Role.ADMINISTRATOR)):
        raise PermissionDenied
    user = get_object_or_404(User, pk=pk)
    back = reverse("admin:accounts_user_change", args=(pk,))
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.second_factor_reset(user=user, by=by, reason=form.cleaned_data["why"])
        except RegistryError as error:
            messages.error(request, error.message)
        else:
            told = _("The second step of %(user)s is to be set up anew.")
            messages.success(request, told % {"user": user})
        return redirect(back)
    return page(
        request, "desk/signing_in/reset.html", form=form, back=back,
        title=_("Reset the second step of %(user)s") % {"user": user},
    )  # fmt: skip
