"""`python -m bot.standin [--port N]`: prints `listening on http://127.0.0.1:N`, then serves."""

import argparse
import asyncio
import contextlib

from bot.standin.hooks import deliver
from bot.standin.routes import Standin
from bot.standin.server import serve


async def _main(port: int) -> None:
    standin = Standin()
    server = await serve(standin, port)
    bound = server.sockets[0].getsockname()[1]
    print(f"listening on http://127.0.0.1:{bound}", flush=True)
    async with server, asyncio.TaskGroup() as group:
        group.create_task(deliver(standin.world))
        await server.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="bot.standin", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0: any that is free")
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_main(parser.parse_args().port))
