"""What the bot does with each kind of update. A new command: a file, a line in `register`."""

from telegram import Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot.handlers import buttons, errors, help, language, question, start

UPDATES = [Update.MESSAGE, Update.CALLBACK_QUERY]

_new = filters.UpdateType.MESSAGE
_private = _new & filters.ChatType.PRIVATE
_command = filters.COMMAND


def register(app: Application) -> None:
    """Connect every handler."""
    app.add_handler(CommandHandler("start", start.start, filters=_new))
    app.add_handler(CommandHandler("help", help.explain, filters=_new))
    app.add_handler(CommandHandler("language", language.offer, filters=_new))
    app.add_handler(CommandHandler("ask", question.by_command, filters=_new))
    app.add_handler(MessageHandler(_private & filters.TEXT & ~_command, question.in_words))
    # In a group the bot speaks when spoken to: a command, or a reply to a message of its own.
    app.add_handler(
        MessageHandler(
            _new & filters.ChatType.GROUPS & filters.REPLY & filters.TEXT & ~_command,
            question.in_reply,
        )
    )
    app.add_handler(MessageHandler(_private & _command, help.unknown_command))
    app.add_handler(
        MessageHandler(_private & ~filters.TEXT & ~filters.StatusUpdate.ALL, help.only_text)
    )
    app.add_handler(CallbackQueryHandler(buttons.pressed))
    app.add_error_handler(errors.apologise)
