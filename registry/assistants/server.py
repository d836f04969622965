"""The tool server: the four tools over the Model Context Protocol, by its official package."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

import uvicorn
from django.conf import settings
from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp_types import ToolAnnotations

from registry import bridge
from registry.assistants import tools
from registry.errors import RegistryError

INSTRUCTIONS = (
    "A registry of the state honours of Kazakhstan. Answer only from what the tools return and "
    "name the sources. No record is not a no: say that the registry has no record of it. Where "
    "several people or awards may be meant, ask which one."
)
VERSION = "1"
TITLES: dict[Callable[..., Any], str] = {
    tools.ask: "Ask a question about honours",
    tools.find_recipient: "Find a recipient by name",
    tools.get_conferrals: "List conferrals",
    tools.verify_claim: "Verify a claim",
}
_READ_ONLY = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


def build_server() -> MCPServer[Any]:
    """The server with its tools; nothing is served yet."""
    server: MCPServer[Any] = MCPServer(
        "marapat",
        title="Marapat",
        version=VERSION,
        instructions=INSTRUCTIONS,
        website_url=settings.PUBLIC_URL or None,
    )
    for tool, title in TITLES.items():
        server.add_tool(
            _crossing(tool), title=title, annotations=_READ_ONLY, structured_output=True
        )
    return server


def serve_http(server: MCPServer[Any], host: str, port: int) -> None:
    """Streamable HTTP under /mcp until SIGINT or SIGTERM; no session is kept between requests."""
    names = {host, *settings.ALLOWED_HOSTS}
    guard = TransportSecuritySettings(
        allowed_hosts=[*names, *(f"{name}:*" for name in names)],
        allowed_origins=[f"{scheme}://{n}:*" for n in names for scheme in ("http", "https")],
    )
    app = server.streamable_http_app(
        json_response=True, stateless_http=True, transport_security=guard, host=host
    )
    # Its own logging would write who asks to standard output.
    config = uvicorn.Config(app, host=host, port=port, log_config=None, access_log=False)
    uvicorn.Server(config).run()


def _crossing(tool: Callable[..., Any]) -> Callable[..., Awaitable[Any]]:
    """The tool for the event loop: its reads cross the bridge, its refusals are the caller's."""

    @wraps(tool)
    async def called(**arguments: Any) -> Any:
        try:
            return await bridge.call(tool, **arguments)
        except RegistryError as error:
            raise ToolError(error.message) from None

    return called
