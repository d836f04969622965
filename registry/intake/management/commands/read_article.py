"""`manage.py read_article FILE`: what a text states, as proposals with the words they come from."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from registry.accounts.actors import System
from registry.errors import RegistryError
from registry.intake.services import ReadArticle, article_receive, read_text
from registry.intake.trust import PARTS, Proposal


class Command(BaseCommand):
    help = "Read an article and propose the conferrals that it states. --save keeps the drafts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--save", action="store_true", help="keep the article and its drafts")
        parser.add_argument("--title", default="", help="the article's headline")
        parser.add_argument("--url", default="", help="where it was published")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{path}: {error}") from None
        try:
            found = read_text(text, timezone.localdate())
            if options["json"]:
                self.stdout.write(json.dumps(_as_json(found), ensure_ascii=False, indent=2))
            else:
                self._show(found)
            if options["save"]:
                self._save(text, options)
        except RegistryError as error:
            raise CommandError(f"{path}: {error.message}") from None

    def _save(self, text: str, options: dict[str, Any]) -> None:
        article, drafts = article_receive(
            text=text,
            by=System("read_article"),
            title=options["title"],
            url=options["url"],
            today=timezone.localdate(),
        )
        out = self.stderr if options["json"] else self.stdout
        out.write(f"kept as article {article.pk}")
        for draft in drafts:
            out.write(f"draft {draft.pk} ({draft.state}): {draft}")

    def _show(self, found: ReadArticle) -> None:
        for proposal in found.proposals:
            self.stdout.write("\n".join(_lines(proposal)))
        if not found.proposals:
            self.stdout.write("no conferral of a known award is stated here")
        for ignored in found.ignored:
            self.stdout.write(f"ignored {list(ignored.span)}: {ignored.why}\n    {ignored.quote}")


def _lines(proposal: Proposal) -> list[str]:
    data = proposal.as_json()
    spans = proposal.spans()
    stated = [f"  {name:14}{data[name]} {spans[name]}" for name in PARTS if data[name] is not None]
    return [
        f"{data['recipient']} — {proposal.grade or proposal.award}",
        *stated,
        f"  verdict       {proposal.verdict}: {'; '.join(proposal.reasons)}",
        f"  “{data['quote']}”",
    ]


def _as_json(found: ReadArticle) -> dict[str, Any]:
    ignored = [{"quote": i.quote, "span": list(i.span), "why": i.why} for i in found.ignored]
    return {"conferrals": [p.as_json() for p in found.proposals], "ignored": ignored}
