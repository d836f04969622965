"""What the admin's sidebar and the menu under one's name offer, by role."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse, reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from registry.accounts.models import Role
from registry.accounts.signed_in import may


def _of(role: Role) -> Callable[[HttpRequest], bool]:
    return lambda request: may(request, role)


def _list(title: str | Promise, icon: str, model: str, role: Role) -> dict[str, Any]:
    """A line that opens the list of a model, for a role and those above it."""
    link = reverse_lazy(f"admin:{model}_changelist")
    return {"title": title, "icon": icon, "link": link, "permission": _of(role)}


def _group(title: str | Promise, *items: dict[str, Any]) -> dict[str, Any]:
    return {"title": title, "items": list(items)}


def sidebar(request: HttpRequest) -> list[dict[str, Any]]:
    """The groups of which this member of the staff may see anything."""
    home = {"title": _("Front page"), "icon": "space_dashboard", "link": reverse("admin:index")}
    groups = [{"items": [home]}, *_groups()]
    for group in groups:
        group["items"] = [i for i in group["items"] if i.get("permission", _anybody)(request)]
    return [group for group in groups if group["items"]]


def _anybody(request: HttpRequest) -> bool:
    return True


def _groups() -> list[dict[str, Any]]:
    reader, reviewer, administrator = Role.READER, Role.REVIEWER, Role.ADMINISTRATOR
    return [
        _group(
            _("Decrees and conferrals"),
            {
                "title": _("Enter a decree"),
                "icon": "post_add",
                "link": reverse_lazy("desk_decree_new"),
                "permission": _of(Role.CLERK),
            },
            _list(_("Decrees"), "gavel", "honours_decree", reader),
            _list(_("Conferrals"), "workspace_premium", "honours_conferral", reader),
            _list(_("Journal"), "history", "honours_change", reader),
            _list(_("Nightly checks"), "verified", "honours_auditrun", reader),
        ),
        _group(
            _("People"),
            _list(_("Recipients"), "person", "honours_recipient", reader),
            _list(_("Merged people"), "merge", "honours_recipientredirect", reader),
        ),
        _group(
            _("Awards"),
            _list(_("Awards"), "military_tech", "honours_award", reader),
            _list(_("Degrees"), "stairs", "honours_grade", reader),
            _list(_("Authorities"), "account_balance", "honours_authority", reader),
        ),
        _group(
            _("Sources"),
            _list(_("Sources"), "link", "honours_source", reader),
            _list(_("Articles"), "newspaper", "intake_article", reader),
            _list(_("Drafts from articles"), "fact_check", "intake_draft", reader),
            _list(_("Imported sheets"), "table_view", "exchange_importjob", Role.CLERK),
            _list(_("Who is meant in sheets"), "how_to_reg", "exchange_persondecision", Role.CLERK),
        ),
        _group(
            _("Questions"),
            _list(_("Without an answer"), "help", "questions_askedquestion", reviewer),
            _list(_("Reports of mistakes"), "report", "questions_report", reviewer),
            _list(_("Labelled cases"), "label", "questions_labelledcase", reviewer),
        ),
        _group(
            _("Notices"),
            _list(_("Notices"), "campaign", "notices_notice", reader),
            _list(_("Deliveries"), "outgoing_mail", "notices_delivery", reader),
            _list(_("Followers"), "group", "notices_follower", reader),
            _list(_("Webhook endpoints"), "webhook", "notices_endpoint", reviewer),
        ),
        _group(
            _("Staff"),
            _list(_("Accounts"), "badge", "accounts_user", administrator),
            _list(_("Keys of programs"), "key", "accounts_apikey", reader),
        ),
    ]


def keyboard_script(request: HttpRequest) -> str:
    """The script that lets the theme's menus be opened by keyboard."""
    return static("desk/keyboard.js")


def signing_out_script(request: HttpRequest) -> str:
    """The script by which signing out forgets what was being entered."""
    return f"{static('desk/signing_out.js')}?user={request.user.pk}"


def account_links(request: HttpRequest) -> list[dict[str, Any]]:
    """What stands under one's name, beside theme, language and the way out."""
    links = [(_("Change password"), "admin:password_change")]
    if settings.SECOND_FACTOR:
        links.append((_("Second step"), "desk-second-factor"))
    links.append((_("Telegram for clerks"), "account-telegram"))
    return [{"title": title, "link": reverse(name)} for title, name in links]
