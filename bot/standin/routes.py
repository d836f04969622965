"""Which request goes where: `/bot<token>/<method>` to the API, `/_…` to the users' surface."""

import re
import time
from typing import Any

from bot.standin import users
from bot.standin.checks import Refused
from bot.standin.flood import Faults, Hung, Limits
from bot.standin.methods import call
from bot.standin.server import Params, Request
from bot.standin.world import World

ADDRESS = re.compile(r"/bot([^/]+)/(\w+)")
TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{35}", re.ASCII)


class Standin:
    """The stand-in: one world, whatever well-formed token asks for it, until one is revoked."""

    def __init__(self) -> None:
        self.world = World()

    async def __call__(self, request: Request) -> tuple[int, Any]:
        """(status, body) for a request."""
        address = ADDRESS.fullmatch(request.path)
        if address:
            return await self._api(address[1], address[2], request.params)
        return self._surface(request)

    async def _api(self, token: str, method: str, params: Params) -> tuple[int, Any]:
        started = time.time()
        entry: dict[str, Any] = {"method": method, "params": _shown(params), "at": started}
        if method != "getUpdates":
            self.world.log.append(entry)
        try:
            if not TOKEN.fullmatch(token):
                raise Refused(404, "Not Found")
            if token.endswith("refused"):
                raise Refused(401, "Unauthorized")
            result = await call(self.world, method, params)
        except Hung as hung:
            self.world.flood.by_outcome[hung.fault] += 1
            entry |= {"ok": False, "code": 0, "description": "no answer"}
            raise
        except Refused as refused:
            self.world.flood.by_outcome[str(refused.code)] += 1
            entry |= {"ok": False, "code": refused.code, "description": refused.description}
            parameters = {"parameters": refused.parameters} if refused.parameters else {}
            body = {"ok": False, "error_code": refused.code, "description": refused.description}
            return refused.code, body | parameters
        entry |= {"ok": True, "code": 200}
        return 200, {"ok": True, "result": result}

    def _surface(self, request: Request) -> tuple[int, Any]:
        _, room, *rest = request.path.split("/")
        name = rest[0] if rest else ""
        if request.method == "POST" and room == "_user" and name in users.DEEDS:
            try:
                return 200, users.DEEDS[name](self.world, request.params)
            except (users.Impossible, KeyError) as impossible:
                return 409, {"impossible": str(impossible)}
        if room == "_log":
            return 200, list(self.world.log)
        if room == "_counts":
            return 200, self.world.flood.counts()
        if room == "_tally":
            return 200, users.tally(self.world)
        if room == "_blocked":
            return 200, [chat.id for chat in self.world.chats.values() if chat.blocked]
        if room == "_webhook":
            return 200, self.world.webhook
        if room == "_times":
            return 200, list(self.world.times)
        if room == "_lost":
            return 200, self.world.flood.lost
        if request.method == "POST" and room == "_limits":
            self.world.flood.limits = Limits(**request.params)
            return 200, {}
        if request.method == "POST" and room == "_faults":
            self.world.faults = Faults(**request.params)
            return 200, {}
        if room == "_inline":
            return 200, self.world.inline_answers.get(name)
        if room == "_file" and name in self.world.stored:
            return 200, self.world.stored[name]
        if room == "_commands":
            return 200, self.world.commands
        if room == "_presses":
            return 200, self.world.presses
        if room == "_chat" and re.fullmatch(r"-?\d+", name):
            return 200, users.seen(self.world, int(name))
        return 404, {"unknown": request.path}


def _shown(params: Params) -> Params:
    """Parameters for the log: a file by its length."""
    return {k: f"<{len(v)} bytes>" if isinstance(v, bytes) else v for k, v in params.items()}
