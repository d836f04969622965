"""Cards and charts: the same answer as a picture."""

from telegram import Message

from bot import bridge, drawing
from bot.services import Reply
from registry.wording import rich


async def send(message: Message, reply: Reply) -> None:
    """The picture of an answer about an award, a person or the years; else nothing."""
    drawn = await bridge.call(drawing.of_answer, reply.answer)
    if drawn is not None:
        await message.reply_photo(drawn.png, caption=rich.text(drawn.caption).html)
