"""Staff in the bot: linking, articles, drafts. Roles are checked by the services that write."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from bot.models import Prompt
from bot.services import chat_row
from registry.accounts.linking import telegram_link, telegram_unlink, user_of_telegram
from registry.accounts.models import Role, User
from registry.errors import NotAllowed, NotFound
from registry.honours.models import Conferral, Recipient
from registry.intake.correcting import draft_correct
from registry.intake.models import Draft
from registry.intake.services import article_receive, draft_accept, draft_reject
from registry.mentions.people import resolve_name

PURPOSE = "draft"
CANDIDATES = 6


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft with all that its message shows; `who` are the people whom the name may mean."""

    draft: Draft
    who: tuple[tuple[str, str, str], ...]
    published: Conferral | None = None


def role_of(telegram_id: int) -> str:
    """The role of the linked member of staff, or nothing."""
    user = user_of_telegram(telegram_id)
    return user.role if user else ""


def may_read(telegram_id: int) -> bool:
    """Whether an article of this account would be read."""
    user = user_of_telegram(telegram_id)
    return user is not None and user.may(Role.CLERK)


def link(telegram_id: int, code: str) -> str:
    """Link the account; hands back the role. Raises RegistryError."""
    return telegram_link(code=code, telegram_id=telegram_id).role


def unlink(telegram_id: int) -> bool:
    """End the link."""
    return telegram_unlink(telegram_id)


def _staff(telegram_id: int) -> User:
    user = user_of_telegram(telegram_id)
    if user is None:
        raise NotAllowed("not_linked", "This Telegram account is linked to nobody.")
    return user


def read_article(telegram_id: int, text: str, url: str = "") -> list[DraftView]:
    """Keep an article and hand back its drafts, the decided ones too. Raises RegistryError."""
    _, drafts = article_receive(
        text=text, by=_staff(telegram_id), url=url, today=timezone.localdate()
    )
    return [view(draft.pk) for draft in drafts]


def view(number: int) -> DraftView:
    """A draft as its message shows it. Raises NotFound."""
    found = Draft.objects.select_related("award", "grade", "recipient", "conferral", "decided_by")
    draft = found.filter(pk=number).first()
    if draft is None:
        raise NotFound("unknown_draft", f"draft {number} is not known")
    who: list[tuple[str, str, str]] = []
    if draft.recipient is None and draft.state == Draft.State.PROPOSED:
        matches = resolve_name(draft.recipient_text, unpublished=True).matches[:CANDIDATES]
        who = [
            (c.recipient.public_id, str(c.recipient), c.recipient.description_in("en"))
            for c in matches
        ]
    return DraftView(draft, tuple(who), draft.conferral)


def accept(telegram_id: int, number: int, recipient: str = "") -> DraftView:
    """Accept as this member of staff; `recipient` says who is meant. Raises RegistryError."""
    person = Recipient.objects.filter(public_id=recipient).first() if recipient else None
    return _decide(
        telegram_id,
        number,
        lambda draft, by: draft_accept(draft=draft, by=by, recipient=person),
    )


def reject(telegram_id: int, number: int, reason: str) -> DraftView:
    """Reject as this member of staff. Raises RegistryError."""
    return _decide(
        telegram_id, number, lambda draft, by: draft_reject(draft=draft, by=by, reason=reason)
    )


def correct(telegram_id: int, number: int, field: str, value: str) -> DraftView:
    """Correct one field as this member of staff. Raises RegistryError."""
    return _decide(
        telegram_id,
        number,
        lambda draft, by: draft_correct(draft=draft, by=by, field=field, value=value),
    )


def _decide(telegram_id: int, number: int, decision: Callable[[Draft, User], Any]) -> DraftView:
    decision(view(number).draft, _staff(telegram_id))
    return view(number)


def wait_for_correction(chat_id: int, message_id: int, number: int) -> None:
    """A reply to this message corrects the draft."""
    Prompt.objects.create(
        chat=chat_row(chat_id), message_id=message_id, purpose=PURPOSE, about={"draft": number}
    )


def corrected_draft(chat_id: int, message_id: int) -> int | None:
    """The draft that a reply to a message corrects, if it is such a reply."""
    prompt = Prompt.objects.filter(
        chat__chat_id=chat_id, message_id=message_id, purpose=PURPOSE
    ).first()
    return int(prompt.about["draft"]) if prompt else None
