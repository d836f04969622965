"""What the bot does with each kind of update. A new command: a file, a line in `register`."""

from telegram import Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.handlers import (
    article,
    buttons,
    clerk,
    errors,
    following,
    help,
    inline,
    language,
    lookups,
    privacy,
    question,
    report,
    start,
)

UPDATES = [Update.MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY]

COMMANDS = {
    "start": start.start,
    "ask": question.by_command,
    "latest": lookups.latest,
    "today": lookups.today,
    "award": lookups.award,
    "person": lookups.person,
    "stats": lookups.stats,
    "follow": following.follow,
    "following": following.show,
    "quiet": following.quiet,
    "report": report.by_command,
    "language": language.offer,
    "privacy": privacy.explain,
    "forget": privacy.forget,
    "help": help.explain,
    "link": clerk.link,
    "unlink": clerk.unlink,
    "article": article.by_command,
}

STAFF = ("link", "unlink", "article")

_new = filters.UpdateType.MESSAGE
_private = _new & filters.ChatType.PRIVATE
_command = filters.COMMAND


def register(app: Application) -> None:
    """Connect every handler."""
    for name, handler in COMMANDS.items():
        # Staff speak with the bot alone, never before a group.
        where = _private if name in STAFF else _new
        app.add_handler(CommandHandler(name, handler, filters=where))
    app.add_handler(MessageHandler(_private & filters.TEXT & ~_command, article.or_question))
    # In a group the bot speaks when spoken to: a command, or a reply to a message of its own.
    app.add_handler(
        MessageHandler(
            _new & filters.ChatType.GROUPS & filters.REPLY & filters.TEXT & ~_command,
            question.in_reply,
        )
    )
    app.add_handler(MessageHandler(_private & _command, help.unknown_command))
    app.add_handler(MessageHandler(_private & filters.Document.ALL, article.document))
    app.add_handler(
        MessageHandler(_private & ~filters.TEXT & ~filters.StatusUpdate.ALL, help.only_text)
    )
    app.add_handler(CallbackQueryHandler(buttons.pressed))
    app.add_handler(InlineQueryHandler(inline.typed))
    app.add_error_handler(errors.apologise)
