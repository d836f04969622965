"""Bringing updates to a webhook, as Telegram does: again and again until the answer is 2xx."""

import asyncio

import httpx

from bot.standin.world import World

PAUSE = 0.2


async def deliver(world: World) -> None:
    """Runs for ever; does something only while a webhook is set."""
    async with httpx.AsyncClient(trust_env=False, timeout=10) as http:
        while True:
            if not world.webhook or not world.updates:
                world.news.clear()
                await world.news.wait()
                continue
            update = world.updates[0]
            headers = {"X-Telegram-Bot-Api-Secret-Token": world.secret_token}
            try:
                answer = await http.post(world.webhook, json=update, headers=headers)
                taken = answer.is_success
            except httpx.HTTPError:
                taken = False
            if taken:
                world.updates.remove(update)
            else:
                await asyncio.sleep(PAUSE)
