"""`manage.py accept_draft ID`: take a draft that `read_article --save` kept into the registry."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from registry.accounts.actors import Actor, System
from registry.accounts.models import User
from registry.errors import RegistryError
from registry.honours.models import Recipient
from registry.intake.models import Draft
from registry.intake.services import draft_accept


class Command(BaseCommand):
    help = "Accept a draft: its article becomes a source of the conferral."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("draft", type=int)
        parser.add_argument("--by", default="", help="username; else the command itself is named")
        parser.add_argument("--recipient", default="", help="public id, where the name is open")

    def handle(self, *args: Any, **options: Any) -> None:
        draft = Draft.objects.filter(pk=options["draft"]).first()
        if draft is None:
            raise CommandError(f"there is no draft {options['draft']}")
        try:
            conferral = draft_accept(
                draft=draft, by=_actor(options["by"]), recipient=_recipient(options["recipient"])
            )
        except RegistryError as error:
            raise CommandError(error.message) from None
        self.stdout.write(f"accepted as {conferral.public_id} ({conferral.state}): {conferral}")


def _actor(username: str) -> Actor:
    if not username:
        return System("accept_draft")
    user = User.objects.filter(username=username).first()
    if user is None:
        raise CommandError(f"there is no user {username!r}")
    return user


def _recipient(public_id: str) -> Recipient | None:
    if not public_id:
        return None
    found = Recipient.objects.filter(public_id=public_id).first()
    if found is None:
        raise CommandError(f"there is no recipient {public_id!r}")
    return found
