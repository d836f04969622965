"""Where the chat page puts the view, in a browser at a phone's size: an answer is read first."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

STATIC = Path(__file__).resolve().parents[2] / "registry" / "web" / "static" / "web"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
PAGE = """<!doctype html><meta charset="utf-8"><style>{css}</style>
<body class="chat"><main data-lang="en"><p class="about">The bot</p><div id="log"></div>
<p id="state"></p></main>
<form id="ask"><input type="hidden" name="csrfmiddlewaretoken" value="x">
<button type="button" id="start" hidden>Start</button><textarea id="text"></textarea>
<button id="send">Send</button></form>
<script>
const steps = {steps}; let at = 0;
window.fetch = async (path) => path.startsWith("/chat/messages")
  ? {{ status: 200, headers: new Headers(), json: async () => steps[at] }}
  : {{ ok: true, json: async () => ({{}}) }};
</script><script>{js}</script><script>
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
(async () => {{
  await pause(300);
  for (at = 1; at < steps.length; at++) {{
    if (steps[at].at(-1).from === "user") send("?");
    await look(); await pause(300);
  }}
  const box = main.getBoundingClientRect();
  const seen = [...log.children].map((node) => {{
    const it = node.getBoundingClientRect();
    return [Math.round(it.top - box.top), Math.round(it.bottom - box.top)];
  }});
  document.title = JSON.stringify({{ seen, height: Math.round(box.height) }});
}})();
</script>"""

# Where CI=true it is installed, and looking without it fails.
pytestmark = pytest.mark.skipif(
    CHROMIUM is None and os.environ.get("CI") != "true", reason="no browser here"
)


def said(number: int, sender: str, lines: int = 1, buttons: int = 0) -> dict[str, Any]:
    """A message as the stand-in shows it."""
    rows = [[{"text": f"Button {n}", "callback_data": f"b{n}"}] for n in range(buttons)]
    text = "\n".join(f"Line {n}" for n in range(lines))
    return {
        "message_id": number, "from": sender, "text": text, "entities": [], "buttons": rows,
        "photo": "", "edits": 0, "force_reply": False,
    }  # fmt: skip


def view(tmp_path: Path, *steps: list[dict[str, Any]]) -> tuple[list[list[int]], int]:
    """Where each message stands, from the top of the view, and how high the view is, after the
    chat had gone through these steps.
    """
    css = "".join((STATIC / name).read_text() for name in ("marapat.css", "chat.css"))
    page = tmp_path / "page.html"
    js = (STATIC / "chat.js").read_text()
    page.write_text(PAGE.format(css=css, js=js, steps=json.dumps(steps)))
    assert CHROMIUM is not None
    shown = subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--window-size=500,700",
         "--virtual-time-budget=6000", "--dump-dom", f"file://{page}"],
        capture_output=True, text=True, timeout=60, check=True,
    ).stdout  # fmt: skip
    told = re.search(r"<title>(\{.*\})</title>", shown)
    assert told, shown[-2000:]
    found = json.loads(told[1])
    return found["seen"], found["height"]


QUESTION = said(1, "user")


def test_a_long_answer_is_shown_from_its_beginning(tmp_path: Path) -> None:
    answer = [QUESTION, said(2, "bot", lines=6, buttons=20)]
    (_, (top, bottom)), height = view(tmp_path, [], [QUESTION], answer)
    assert 0 <= top < 40
    assert bottom > height


def test_a_short_answer_is_shown_to_its_end(tmp_path: Path) -> None:
    before = [said(n, "bot", lines=9) for n in range(1, 6)]
    asked = [*before, said(10, "user")]
    seen, height = view(tmp_path, before, asked, [*asked, said(11, "bot", lines=2, buttons=1)])
    assert seen[-1][0] > 0
    assert seen[-1][1] <= height


def test_an_answer_of_two_messages_is_shown_from_the_first(tmp_path: Path) -> None:
    first = [QUESTION, said(2, "bot", lines=9, buttons=9)]
    seen, _ = view(tmp_path, [], [QUESTION], first, [*first, said(3, "bot", lines=9, buttons=9)])
    assert 0 <= seen[1][0] < 40


def test_an_old_chat_opens_at_the_last_answer(tmp_path: Path) -> None:
    old = [said(1, "user"), said(2, "bot", lines=30), said(3, "user"), said(4, "bot", lines=30)]
    seen, _ = view(tmp_path, old)
    assert 0 <= seen[3][0] < 40
