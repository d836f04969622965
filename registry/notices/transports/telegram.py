"""News as Telegram messages."""

import re
from collections.abc import Sequence
from types import TracebackType
from typing import Self

import httpx
from django.conf import settings
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.request import HTTPXRequest

from registry.notices import pace
from registry.notices.models import Channel, Follower
from registry.notices.news import News
from registry.notices.transports.base import (
    Failed,
    Later,
    Moved,
    Off,
    Outcome,
    Refused,
    Sent,
)
from registry.outbound import is_here
from registry.wording import phrases, rich

SECONDS = 10.0
# Telegram: one message a second in a chat, twenty a minute in a group. A little air is left.
IN_A_CHAT, IN_A_GROUP = 1_100, 3_200
LINE, TITLE, LINKS = 400, 120, 3
# What cannot have reached the other side: no connection was made.
NOT_BEGUN = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
GATEWAY = re.compile(r"bad gateway|gateway time-?out|\b50[24]\b", re.IGNORECASE)
LOST = ("chat not found", "user is deactivated", "have no rights to send", "not enough rights")
# The buttons under a notice, which the bot answers: the list of what is followed, and the rest.
FOLLOWING, MORE = "w", "m"


class TelegramTransport:
    """Sends by the Bot API. Ready where there is a token."""

    def __init__(self) -> None:
        self.ready = bool(settings.BOT_TOKEN)
        self.gap = gap()
        if self.ready:
            direct = {"trust_env": not is_here(settings.BOT_API_URL)}
            request = HTTPXRequest(
                connection_pool_size=64, read_timeout=SECONDS, write_timeout=SECONDS,
                connect_timeout=SECONDS, pool_timeout=SECONDS, httpx_kwargs=direct,
            )  # fmt: skip
            self.bot = Bot(settings.BOT_TOKEN, settings.BOT_API_URL, request=request)

    async def __aenter__(self) -> Self:
        # Not `Bot.initialize`: it asks who the bot is, which a sender need not know.
        await self.bot.request.initialize()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.bot.request.shutdown()

    def own_gap(self, follower: Follower) -> int:
        """Groups, whose ids are negative, take fewer messages."""
        return IN_A_GROUP if follower.address.startswith("-") else IN_A_CHAT

    async def send(self, follower: Follower, news: News, delivery: int) -> Outcome:
        """One message."""
        try:
            message = await self.bot.send_message(
                int(follower.address),
                html_of(news).html,
                parse_mode=ParseMode.HTML,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                reply_markup=buttons_of(news),
            )
        except TelegramError as error:
            return outcome_of(error)
        return Sent(str(message.message_id))


def count_answers(chats: Sequence[int]) -> None:
    """The bot has answered in these chats, once for each time that one is named.

    That counts against the limits that notices keep: of the bot, and of the chat.
    """
    pace.spent(Channel.TELEGRAM, len(chats), gap())
    now = pace.milliseconds()
    for own, found in (
        (IN_A_CHAT, {str(chat) for chat in chats if chat > 0}),
        (IN_A_GROUP, {str(chat) for chat in chats if chat < 0}),
    ):
        if found:
            pace.hold_addresses(Channel.TELEGRAM, found, now + own)


def gap() -> int:
    """Milliseconds between two messages of the bot."""
    return round(1000 / settings.NOTICES_PER_SECOND)


def outcome_of(error: TelegramError) -> Outcome:
    """What an error of the library says about the message.

    Telegram has no way to ask whether a message arrived: where the connection broke after the
    request had begun, nobody can tell.
    """
    if isinstance(error, RetryAfter):
        pause = error.retry_after
        return Later(float(pause if isinstance(pause, int) else pause.total_seconds()))
    if isinstance(error, ChatMigrated):
        return Moved(str(error.new_chat_id))
    if isinstance(error, Forbidden):
        return Off(Follower.Off.BLOCKED)
    if isinstance(error, BadRequest):
        lost = any(words in error.message.lower() for words in LOST)
        return Off(Follower.Off.GONE) if lost else Refused(error.message)
    if isinstance(error, InvalidToken):
        return Later(300, everybody=True)
    cause = error.__cause__
    if isinstance(cause, httpx.HTTPError):
        begun = not isinstance(cause, NOT_BEGUN)
        return Failed(type(cause).__name__, unsure=begun, begun=begun)
    # An answer that says "error" says that nothing was sent; a gateway's answer does not.
    unsure = isinstance(error, NetworkError) and bool(GATEWAY.search(error.message))
    return Failed(error.message, unsure=unsure)


def html_of(news: News) -> rich.Rich:
    """The message: headline, decree, conferrals with links to their sources, why it is sent."""
    t = phrases(news.language).gettext
    lines = [
        rich.join(" ", [rich.text("• " + rich.clip(cited.line, LINE)), *_links(cited.sources)])
        for cited in news.lines
    ]
    # Without a page that lists them all, the button under the message does.
    more = t("… and {count} more").format(count=news.more)
    return rich.join(
        "\n\n",
        [
            rich.join("\n", [rich.bold(news.headline), rich.text(rich.clip(news.decree, TITLE))]),
            rich.join("\n", lines),
            rich.link(more, news.permalink) if news.more and news.permalink else rich.text(""),
            rich.italic(rich.clip(news.why, LINE)),
        ],
    )


def _links(sources: tuple[tuple[str, str], ...]) -> list[rich.Rich]:
    return [rich.link(f"[{n}]", url) for n, (_, url) in enumerate(sources[:LINKS], 1) if url]


def buttons_of(news: News) -> InlineKeyboardMarkup:
    """Under a notice: the rest of it, and what is followed. The bot answers both."""
    t = phrases(news.language).gettext
    rows = [[InlineKeyboardButton(t("What I follow"), callback_data=FOLLOWING)]]
    if news.more:
        label = t("… and {count} more").format(count=news.more)
        rest = f"{MORE}:{news.id}:{news.next}"
        rows.insert(0, [InlineKeyboardButton(label, callback_data=rest)])
    return InlineKeyboardMarkup(rows)
