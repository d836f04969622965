"""What the bot keeps of a conversation, so that buttons live through a restart.

Who asked what is private: nothing here is shown to anybody else, and `services.forget_old` erases
it when its time is over.
"""

from django.db import models
from django.utils import timezone


class Chat(models.Model):
    """A Telegram chat. `language` is only what was chosen by /language, never a guess;
    `updated_at` is when it was last heard of.
    """

    chat_id = models.BigIntegerField(unique=True)
    language = models.CharField(max_length=2, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"chat {self.pk}"


class Exchange(models.Model):
    """One question and all that is needed to answer it again, for the buttons under the answer.

    `pinned` and `context` are what `ask` was given; `machine` is the query that ran, which the next
    question may lean on. Without a `text` the query itself was asked, by a button or a command.
    `choices`, `next_questions` and `steps` are what the buttons offer, kept as they were so that a
    press never means another person than the one shown.
    """

    chat = models.ForeignKey(Chat, on_delete=models.CASCADE, related_name="exchanges")
    text = models.TextField(blank=True)
    language = models.CharField(max_length=2)
    pinned = models.JSONField(default=dict)
    context = models.JSONField(default=dict)
    machine = models.JSONField(default=dict)
    choices = models.JSONField(default=list)
    next_questions = models.JSONField(default=list)
    steps = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return f"exchange {self.pk}"


class Prompt(models.Model):
    """A message of the bot that waits for a reply: what the reply is about, by `purpose`."""

    chat = models.ForeignKey(Chat, on_delete=models.CASCADE, related_name="prompts")
    message_id = models.BigIntegerField()
    purpose = models.CharField(max_length=12)
    about = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chat", "message_id"], name="prompt_once")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"


class SharedQuery(models.Model):
    """A query under a short key, for links into the bot: Telegram takes 64 letters of them.

    Nothing tells who shared it. One that nobody opens for a year is forgotten.
    """

    key = models.CharField(max_length=16, unique=True)
    machine = models.JSONField()
    used_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return self.key


class PendingUpdate(models.Model):
    """An update that waits for its answer; `body` is its JSON. Once answered, its bare number.

    `bot` tells whose it is, as numbers are each bot's own; `surplus`: it is not answered, its
    author is asked to wait.
    """

    bot = models.CharField(max_length=16)
    update_id = models.BigIntegerField()
    chat = models.BigIntegerField()
    body = models.TextField()
    surplus = models.BooleanField(default=False)
    received_at = models.DateTimeField(auto_now_add=True)
    claimed_by = models.CharField(max_length=32, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bot", "update_id"], name="pending_once")]
        indexes = [
            models.Index(
                fields=["chat", "update_id"], name="pending_open", condition=models.Q(done_at=None)
            ),
            models.Index(
                fields=["claimed_by"], name="pending_held", condition=models.Q(done_at=None)
            ),
            models.Index(fields=["done_at"], name="pending_done"),
        ]

    def __str__(self) -> str:
        return f"update {self.update_id}"
