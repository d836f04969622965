"""`manage.py tool_server`: the registry as tools for assistants, over stdio or HTTP."""

from argparse import ArgumentParser
from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from registry.assistants.server import build_server, serve_http
from registry.honours.selectors import registry_version


class Command(BaseCommand):
    help = "Serve the read-only tools for assistants (Model Context Protocol), on stdio."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--http",
            metavar="HOST:PORT",
            nargs="?",
            const="127.0.0.1:8765",
            help="streamable HTTP under /mcp instead of stdio; without a value on 127.0.0.1:8765",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            registry_version()
        except DatabaseError as error:
            raise CommandError(
                f"The database is not ready ({error}). Run `manage.py migrate` first."
            ) from None
        server = build_server()
        if options["http"] is None:
            server.run("stdio")
        else:
            serve_http(server, *_address(options["http"]))


def _address(text: str) -> tuple[str, int]:
    try:
        parts = urlsplit(f"//{text}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if not host or not port:
        raise CommandError(f"--http {text}: wanted HOST:PORT, as 127.0.0.1:8765")
    return host, port
