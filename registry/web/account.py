"""A member of staff's own page: linking the Telegram account by a one-time code."""

from django.conf import settings
from django.contrib.admin.views.decorators import staff_member_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from registry.accounts.linking import link_code_make, telegram_unlink
from registry.accounts.models import User
from registry.web.languages import language_links, page_language
from registry.wording import phrases


@never_cache
@staff_member_required
@require_http_methods(["GET", "POST"])
def telegram(request: HttpRequest) -> HttpResponse:
    """GET: whether an account is linked. POST: a fresh code, or (`unlink`) the end of the link."""
    user = request.user
    assert isinstance(user, User)  # `staff_member_required` lets nobody else in
    code = ""
    if request.method == "POST" and "unlink" in request.POST and user.telegram_id:
        telegram_unlink(user.telegram_id)
        return redirect(request.get_full_path())
    if request.method == "POST":
        code = link_code_make(user)
    return render(request, "web/telegram.html", _context(request, user, code))


def _context(request: HttpRequest, user: User, code: str) -> dict[str, object]:
    lang = page_language(request)
    t = phrases(lang).gettext
    bot = settings.BOT_USERNAME
    return {
        "lang": lang,
        "languages": language_links(),
        "code": code,
        "address": f"https://t.me/{bot}?start=link_{code}" if bot and code else "",
        "linked": bool(user.telegram_id),
        "say": {
            "title": t("Telegram for clerks"),
            "about": t(
                "A linked Telegram account may send articles to the bot and decide their drafts, "
                "with the rights of your role."
            ),
            "make": t("Show a code"),
            "tell": t("Send this to the bot within ten minutes. The code works once."),
            "open": t("Open Telegram"),
            "linked": t("A Telegram account is linked."),
            "unlink": t("End the link"),
            "back": t("Back to the desk"),
        },
    }
