"""What runs in the background for intake."""

from celery import shared_task
from django.utils import timezone

from registry.accounts.actors import System
from registry.intake.models import Article
from registry.intake.services import article_receive


@shared_task(name="intake.read_article")
def read_article(article_id: int) -> int:
    """Read a stored article again (a spelling was added since); leaves quietly if it is gone."""
    article = Article.objects.filter(pk=article_id).first()
    if article is None:
        return 0
    _, drafts = article_receive(
        text=article.text, by=System("intake.read_article"), today=timezone.localdate()
    )
    return len(drafts)
