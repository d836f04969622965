"""Following by e-mail: ask for letters, confirm, stop. Only where a mail server is set."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from registry.errors import RegistryError
from registry.notices.follows import follow
from registry.notices.links import confirm_link, follower_of
from registry.notices.models import Channel, Follower
from registry.notices.targets import EVERYTHING, names_of, read_targets
from registry.web.languages import language_links, page_language
from registry.wording import phrases


@require_http_methods(["GET", "POST"])
def ask_for(request: HttpRequest) -> HttpResponse:
    """A form: an address and what to follow; then a letter whose link confirms the address."""
    if not (settings.EMAIL_HOST and settings.PUBLIC_URL):
        raise Http404
    lang = page_language(request)
    if request.method == "GET":
        return _page(request, lang, form=True)
    t = phrases(lang).gettext
    email, what = request.POST.get("email", "").strip(), request.POST.get("what", "").strip()
    try:
        validate_email(email)
    except ValidationError:
        return _page(request, lang, t("This is no e-mail address."), form=True, status=400)
    targets = read_targets(what, timezone.localdate()) if what else [EVERYTHING]
    if len(targets) != 1:
        words = t("Name one award, degree, person or country that is on record.")
        return _page(request, lang, words, form=True, status=400)
    follow(channel=Channel.EMAIL, address=email.lower(), language=lang, target=targets[0])
    follower = Follower.objects.get(channel=Channel.EMAIL, address=email.lower())
    if follower.off == Follower.Off.UNCONFIRMED:
        _send_confirmation(follower, names_of(targets, lang)[targets[0]], lang)
    # The same words whether the address was known or not: the form tells nothing of others.
    return _page(request, lang, t("If the address is right, a letter with a link is on its way."))


def _send_confirmation(follower: Follower, name: str, lang: str) -> None:
    t = phrases(lang).gettext
    words = t(
        "Somebody, probably you, asked for letters about: {name}\n\n"
        "To receive them, open: {link}\n\n"
        "If it was not you, do nothing: no more letters will come."
    )
    body = words.format(name=name, link=confirm_link(follower))
    send_mail(t("Marapat: please confirm"), body, None, [follower.address])


@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the first letter. A press confirms: programs that look at links do not."""
    return _decide(request, token, "confirm", "")


@csrf_exempt
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The link of every letter; mail programs post to it by themselves (RFC 8058)."""
    return _decide(request, token, "stop", Follower.Off.STOPPED)


def _decide(request: HttpRequest, token: str, verb: str, off: str) -> HttpResponse:
    try:
        follower = follower_of(token, verb)
    except RegistryError:
        raise Http404 from None
    t = phrases(follower.language).gettext
    confirming = verb == "confirm"
    if request.method == "GET":
        button = t("Send me letters") if confirming else t("Stop the letters")
        return _page(request, follower.language, button=button)
    Follower.objects.filter(pk=follower.pk).update(off=off)
    done = t("Confirmed. Letters will come.") if confirming else t("Done. No more letters.")
    return _page(request, follower.language, done)


def _page(
    request: HttpRequest,
    lang: str,
    words: str = "",
    *,
    form: bool = False,
    button: str = "",
    status: int = 200,
) -> HttpResponse:
    t = phrases(lang).gettext
    say = {
        "title": t("Letters about new honours"),
        "email": t("E-mail address"),
        "what": t("An award, a person or a country; empty: everything"),
        "ask": t("Send me letters"),
    }
    context = {
        "lang": lang, "languages": language_links(), "words": words, "form": form,
        "button": button, "say": say,
    }  # fmt: skip
    return render(request, "web/letters.html", context, status=status)
