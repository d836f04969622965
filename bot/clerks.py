"""Staff in the bot: linking, articles, drafts. Roles are checked by the services that write."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils import timezone

from bot.models import Prompt
from bot.services import chat_row
from registry.accounts.actors import require
from registry.accounts.linking import telegram_link, telegram_unlink, user_of_telegram
from registry.accounts.models import Role, User
from registry.errors import Conflict, InvalidInput, NotAllowed, NotFound
from registry.honours.models import Conferral, Recipient
from registry.intake.correcting import draft_correct
from registry.intake.models import Draft
from registry.intake.services import article_receive, draft_accept, draft_reject, read_text
from registry.mentions.people import resolve_name

PURPOSE = "draft"
REJECTING = "reject"
CANDIDATES = 6
# Read within a second (2,000 characters take 0.07 s), so the bot's own threads may do it; a
# whole book would hold up everybody who asks.
LONGEST = 40_000


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft with all that its message shows; `who` are the people whom the name may mean."""

    draft: Draft
    who: tuple[Recipient, ...]
    published: Conferral | None = None

    def address(self, lang: str) -> str:
        """Where everybody reads the record; empty if it is not public, or there is no web page."""
        record = self.published
        if record is None or record.state != "published" or not settings.PUBLIC_URL:
            return ""
        query = {"kind": "honours", "recipient": record.recipient.public_id, "lang": lang}
        return f"{settings.PUBLIC_URL}/q?{urlencode(query)}"


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """What came of an article: drafts that wait, how many were decided before, and what was
    passed over (why → how often).
    """

    waiting: tuple[DraftView, ...]
    decided: int
    passed_over: dict[str, int]


@dataclass(frozen=True, slots=True)
class Awaited:
    """What a reply to a message of the bot says: of which draft, and which field or `reject`."""

    draft: int
    what: str


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


def _clerk(telegram_id: int) -> User:
    """A clerk or above: drafts are shown to nobody else. Raises NotAllowed."""
    user = _staff(telegram_id)
    require(user, Role.CLERK)
    return user


def read_article(telegram_id: int, text: str, url: str = "") -> ReadArticle:
    """Keep an article and tell what came of it. Raises RegistryError."""
    clerk, today = _clerk(telegram_id), timezone.localdate()
    if len(text) > LONGEST:
        raise InvalidInput("too_long", f"article: {len(text)} characters; at most {LONGEST}")
    # A database does not hold these; an article has no use for them.
    text = text.replace("\x00", "")
    found = read_text(text, today)
    _, drafts = article_receive(text=text, by=clerk, url=url[:1000], today=today, found=found)
    waiting = [draft for draft in drafts if draft.state == Draft.State.PROPOSED]
    return ReadArticle(
        tuple(_view(draft.pk) for draft in waiting),
        len(drafts) - len(waiting),
        dict(Counter(ignored.why for ignored in found.ignored)),
    )


def view(telegram_id: int, number: int) -> DraftView:
    """A draft as its message shows it, to a clerk. Raises NotAllowed and NotFound."""
    _clerk(telegram_id)
    return _view(number)


def open_view(telegram_id: int, number: int) -> DraftView:
    """The same of a draft that still waits. Raises Conflict where somebody has decided it."""
    found = view(telegram_id, number)
    if found.draft.state != Draft.State.PROPOSED:
        raise Conflict("decided", f"draft {number} is {found.draft.state} already")
    return found


def _view(number: int) -> DraftView:
    found = Draft.objects.select_related(
        "article", "award", "grade", "recipient", "conferral__recipient", "decided_by"
    )
    draft = found.filter(pk=number).first()
    if draft is None:
        raise NotFound("unknown_draft", f"draft {number} is not known")
    who: tuple[Recipient, ...] = ()
    if draft.recipient is None and draft.state == Draft.State.PROPOSED:
        matches = resolve_name(draft.recipient_text, unpublished=True).matches
        who = tuple(candidate.recipient for candidate in matches[:CANDIDATES])
    return DraftView(draft, who, draft.conferral)


def accept(telegram_id: int, number: int, recipient: str = "", *, new: bool = False) -> DraftView:
    """Accept as this member of staff; `recipient` (a public id) or `new` says who is meant.

    Raises RegistryError.
    """
    person = Recipient.objects.filter(public_id=recipient).first() if recipient else None
    if recipient and person is None:
        raise NotFound("unknown_recipient", f"recipient {recipient} is no longer there")
    return _decide(
        telegram_id,
        number,
        lambda draft, by: draft_accept(draft=draft, by=by, recipient=person, new_person=new),
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
    by = _staff(telegram_id)
    draft = Draft.objects.filter(pk=number).first()
    if draft is None:
        raise NotFound("unknown_draft", f"draft {number} is not known")
    decision(draft, by)
    return _view(number)


def wait_for_reply(chat_id: int, message_id: int, awaited: Awaited) -> None:
    """A reply to this message corrects the draft, or says why it is rejected."""
    about = {"draft": awaited.draft, "what": awaited.what}
    Prompt.objects.create(
        chat=chat_row(chat_id), message_id=message_id, purpose=PURPOSE, about=about
    )


def awaited_by(chat_id: int, message_id: int) -> Awaited | None:
    """What a reply to a message says, if the message waits for one."""
    prompt = Prompt.objects.filter(
        chat__chat_id=chat_id, message_id=message_id, purpose=PURPOSE
    ).first()
    if prompt is None or "what" not in prompt.about:
        return None
    return Awaited(int(prompt.about["draft"]), str(prompt.about["what"]))
