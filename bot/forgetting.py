"""/forget: whatever is kept of a chat is erased."""

from django.db import transaction

from bot import inbox
from bot.models import Chat
from bot.services import asker_of
from registry.accounts.linking import failures_forget, telegram_unlink
from registry.notices import follows
from registry.notices.models import Channel
from registry.questions import log, reports


@transaction.atomic
def forget_chat(chat_id: int) -> None:
    """Erase its language, questions, buttons, follows and deliveries, and the link of a member of
    staff; reports lose their author. Wrong codes of the last hour count on.
    """
    asker = asker_of(chat_id)
    log.forget_asker(asker)
    reports.forget_asker(asker)
    follows.forget(channel=Channel.TELEGRAM, address=str(chat_id))
    # A private chat has the number of its user; a group that of nobody.
    telegram_unlink(chat_id)
    failures_forget()
    inbox.forget_chat(chat_id)
    Chat.objects.filter(chat_id=chat_id).delete()
