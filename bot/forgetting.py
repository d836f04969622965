"""/forget: whatever is kept of a chat is erased."""

from django.db import transaction

from bot.models import Chat
from bot.services import asker_of
from registry.notices import follows
from registry.notices.models import Channel
from registry.questions import log, reports


@transaction.atomic
def forget_chat(chat_id: int) -> None:
    """Erase its language, questions, buttons, follows and deliveries; reports lose their author."""
    asker = asker_of(chat_id)
    log.forget_asker(asker)
    reports.forget_asker(asker)
    follows.forget(channel=Channel.TELEGRAM, address=str(chat_id))
    Chat.objects.filter(chat_id=chat_id).delete()
