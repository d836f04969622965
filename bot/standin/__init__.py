"""A stand-in for Telegram's Bot API, so that the real bot can be talked to without a token.

`python -m bot.standin --port 0` prints its address. It speaks the methods that the bot uses,
checks what Telegram checks (lengths, markup, callback data, known fields, blocked users, equal
edits, stale presses), and has a second surface under `/_…` on which a test plays the users.
"""
