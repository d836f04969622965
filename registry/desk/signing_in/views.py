"""Coming in: the password first, then a code; the first time, an app is set up for it."""

import qrcode
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.signals import user_login_failed
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from qrcode.image.svg import SvgPathImage
from unfold.forms import AuthenticationForm

from registry.accounts import second_factor, sessions
from registry.accounts.models import User
from registry.desk.signing_in import pending
from registry.desk.signing_in.forms import CodeForm
from registry.desk.signing_in.locked import locked_out
from registry.errors import Conflict

FEW_CODES = 3


class Login(LoginView):
    """The first step, in the admin's look."""

    template_name = "desk/signing_in/login.html"
    authentication_form = AuthenticationForm
    redirect_authenticated_user = False

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Whoever is in already goes on."""
        if admin.site.has_permission(request):
            return redirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def get_default_redirect_url(self) -> str:
        """The desk's front page."""
        return reverse("admin:index")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """What the admin's own template wants to know."""
        return {
            **super().get_context_data(**kwargs),
            **admin.site.each_context(self.request),
            "title": gettext_lazy("Log in"),
            "app_path": self.request.get_full_path(),
        }

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """In by the password alone where that is enough; else to the code."""
        user, onward = form.get_user(), self.get_success_url()
        if not settings.SECOND_FACTOR:
            sessions.begin(self.request, user)
            return HttpResponseRedirect(onward)
        pending.begin(self.request, user, onward)
        return redirect("desk-code" if second_factor.enrolled(user) else "desk-set-up")


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The second step: a code of the app, or one of the recovery codes."""
    half_in = pending.found(request)
    if half_in is None:
        return redirect("admin:login")
    user, onward = half_in
    if locked(request, user):
        pending.end(request)
        return locked_out(request, credentials={"username": user.get_username()})
    form = CodeForm(request.POST or None)
    device = proven(request, user, form)
    if device is not None:
        pending.end(request)
        sessions.begin(request, user, device)
        _warn_of_few(request, user, device)
        return HttpResponseRedirect(onward)
    return page(request, "desk/signing_in/code.html", title=_("Second step"), form=form)


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """The first time: an app is told the key, and proves it by a code. Then recovery codes."""
    half_in = pending.found(request)
    if half_in is None:
        return redirect("admin:login")
    user, onward = half_in
    try:
        waiting = second_factor.set_up_begin(user=user)
    except Conflict:
        return redirect("desk-code")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            device, codes = second_factor.set_up_finish(user=user, code=form.cleaned_data["code"])
        except Conflict:
            return redirect("desk-code")
        except second_factor.WrongCode:
            form.add_error("code", _wrong())
        else:
            pending.end(request)
            sessions.begin(request, user, device)
            return codes_page(request, codes, onward)
    return page(
        request, "desk/signing_in/set_up.html", title=_("Set up the second step"), form=form,
        picture=_picture(waiting), key=second_factor.key_text(waiting),
    )  # fmt: skip


def locked(request: HttpRequest, user: User) -> bool:
    """Whether this name is locked for this address."""
    return not AxesProxyHandler.is_allowed(request, {"username": user.get_username()})


def proven(request: HttpRequest, user: User, form: CodeForm) -> Device | None:
    """The device whose code the form brings; None, and the form says why, where it is wrong."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return second_factor.code_check(user=user, code=form.cleaned_data["code"])
    except second_factor.WrongCode:
        form.add_error("code", _wrong())
        # Counts like a wrong password; this signal is how the lock is told of either.
        who = {"username": user.get_username()}
        user_login_failed.send(sender=__name__, credentials=who, request=request)
        return None


def codes_page(request: HttpRequest, codes: list[str], onward: str) -> HttpResponse:
    """The recovery codes, on the page that made them and on no other."""
    return page(
        request, "desk/signing_in/codes.html", title=_("Recovery codes"), codes=codes, onward=onward
    )


def page(request: HttpRequest, template: str, **more: object) -> HttpResponse:
    """A page of these in the admin's look, which no cache keeps."""
    response = TemplateResponse(request, template, {**admin.site.each_context(request), **more})
    response["Cache-Control"] = "no-store"
    return response


def _picture(device: TOTPDevice) -> SafeString:
    """The key as a QR code. Drawn here: nobody else is told it."""
    drawn = qrcode.make(device.config_url, image_factory=SvgPathImage, box_size=14, border=2)
    return mark_safe(drawn.to_string(encoding="unicode"))  # noqa: S308 - paths that we drew


def _wrong() -> str:
    return _("This code is wrong, was used already or is too old. Wait for the next one.")


def _warn_of_few(request: HttpRequest, user: User, device: Device) -> None:
    left = second_factor.recovery_codes_left(user)
    if isinstance(device, StaticDevice) or left < FEW_CODES:
        told = ngettext(
            "%(count)s recovery code is left. Make new ones under “Second step” in your menu.",
            "%(count)s recovery codes are left. Make new ones under “Second step” in your menu.",
            left,
        )
        messages.warning(request, told % {"count": left})
