"""What the API keeps of itself: first responses, to be given again."""

from django.db import models

from registry.accounts.models import ApiKey


class KeptReply(models.Model):
    """The first response to a POST that came with an Idempotency-Key; without a status: awaited.

    `claim` says whose attempt the row is: only that attempt may put its response here.
    """

    key = models.ForeignKey(ApiKey, models.CASCADE)
    name = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=64)
    claim = models.CharField(max_length=32)
    claimed_at = models.DateTimeField(db_index=True)
    status = models.PositiveSmallIntegerField(null=True)
    location = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "name"], name="reply_kept_once")]

    def __str__(self) -> str:
        return f"{self.name} → {self.status or 'awaited'}"
