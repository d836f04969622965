"""Following by e-mail: ask for letters, confirm, stop. Only where a mail server is set."""

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from registry.errors import InvalidInput, NotFound
from registry.notices.asked import read_targets
from registry.notices.follows import follow, forget
from registry.notices.links import Wish, begin_link, follower_of, wish_of
from registry.notices.models import Channel
from registry.notices.targets import EVERYTHING, names_of
from registry.questions.askers import asker_id
from registry.web.languages import language_links, page_language
from registry.wording import phrases

PAUSE = 15 * 60


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
    target = read_targets(what, timezone.localdate()).only if what else EVERYTHING
    if target is None:
        words = t("Name one award, degree, person or country that is on record.")
        return _page(request, lang, words, form=True, status=400)
    _send_link(Wish(email.lower(), lang, target))
    # The same words whether the address is known or not: the form tells nothing of others.
    return _page(request, lang, t("If the address is right, a letter with a link is on its way."))


def _send_link(wish: Wish) -> None:
    """A letter whose link begins; an address gets one in a quarter of an hour, whoever asks."""
    if not cache.add(f"letters:{asker_id(wish.address)}", True, PAUSE):
        return
    t = phrases(wish.language).gettext
    words = t(
        "Somebody, probably you, asked for letters about: {name}\n\n"
        "To receive them, open: {link}\n\n"
        "If it was not you, do nothing: no more letters will come."
    )
    name = names_of([wish.target], wish.language)[wish.target]
    body = words.format(name=name, link=begin_link(wish))
    send_mail(t("Marapat: please confirm"), body, None, [wish.address])


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the first letter. A press begins: programs that look at links do not."""
    try:
        wish = wish_of(token)
    except NotFound:
        raise Http404 from None
    t = phrases(wish.language).gettext
    if request.method == "GET":
        return _page(request, wish.language, button=t("Send me letters"))
    try:
        follow(
            channel=Channel.EMAIL, address=wish.address, language=wish.language, target=wish.target
        )
    except InvalidInput:
        words = t("This is no longer on record and cannot be followed.")
        return _page(request, wish.language, words, status=400)
    return _page(request, wish.language, t("Confirmed. Letters will come."))


@csrf_exempt
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The link of every letter; mail programs post to it by themselves (RFC 8058)."""
    try:
        follower = follower_of(token)
    except NotFound:
        raise Http404 from None
    t = phrases(follower.language).gettext
    if request.method == "GET":
        return _page(request, follower.language, button=t("Stop the letters"))
    # Nothing is kept of an address that wants no letters.
    forget(channel=follower.channel, address=follower.address)
    return _page(request, follower.language, t("Done. No more letters."))


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
        "lang": lang, "languages": language_links() if form else [], "words": words, "form": form,
        "button": button, "say": say,
    }  # fmt: skip
    return render(request, "web/letters.html", context, status=status)
