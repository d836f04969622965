"""News as e-mail, by whatever mail server Django's settings name."""

import smtplib
from types import TracebackType
from typing import Self

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from registry.notices.links import stop_link
from registry.notices.models import Follower
from registry.notices.news import News
from registry.notices.transports.base import Failed, Off, Outcome, Sent
from registry.wording import phrases

# "No such mailbox": the only answers after which nothing is to be sent there again.
NO_MAILBOX = (550, 551, 553)


class EmailTransport:
    """Sends by SMTP. Ready where a mail server and the public address are set."""

    gap = 200

    def __init__(self) -> None:
        self.ready = bool(settings.EMAIL_HOST and settings.PUBLIC_URL)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Each message has a connection of its own."""

    def own_gap(self, follower: Follower) -> int:
        """A mailbox takes what comes."""
        return 0

    async def send(self, follower: Follower, news: News, delivery: int) -> Outcome:
        """One letter; the message id is the delivery's, so that a repeated one can be told."""
        return await sync_to_async(_send, thread_sensitive=False)(follower, news, delivery)


def _send(follower: Follower, news: News, delivery: int) -> Outcome:
    stop = stop_link(follower)
    letter = EmailMultiAlternatives(
        subject=" · ".join(filter(None, (news.headline, news.decree)))[:200],
        body=text_of(news, stop),
        to=[follower.address],
        headers={
            "Message-ID": f"<notice-{delivery}-{follower.pk}@{settings.EMAIL_DOMAIN}>",
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    try:
        letter.send()
    except smtplib.SMTPRecipientsRefused as error:
        codes = {code for code, _ in error.recipients.values()}
        return Off(Follower.Off.GONE) if codes & set(NO_MAILBOX) else Failed(str(codes))
    except smtplib.SMTPServerDisconnected as error:
        return Failed(str(error), unsure=True)
    except (smtplib.SMTPException, OSError) as error:
        return Failed(f"{type(error).__name__}: {error}")
    return Sent(str(letter.extra_headers["Message-ID"]))


def text_of(news: News, stop: str) -> str:
    """The letter in plain text: nothing to load, nothing to track."""
    t = phrases(news.language).gettext
    lines = []
    for cited in news.lines:
        lines.append(f"• {cited.line}")
        lines += [f"  {url}" for _, url in cited.sources if url]
    more = t("… and {count} more").format(count=news.more) if news.more else ""
    parts = [
        "\n".join(filter(None, (news.headline, news.decree))),
        "\n".join(lines),
        "\n".join(filter(None, (more, news.permalink))),
        news.why,
        t("To stop these letters: {link}").format(link=stop),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"
