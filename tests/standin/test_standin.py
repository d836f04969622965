"""The stand-in refuses what Telegram refuses."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from bot.standin.markup import BadMarkup, parse
from tests.standin.driver import Driver, running_standin

TOKEN = "123456789:" + "x" * 35


@pytest.fixture(scope="module")
def standin() -> Iterator[Driver]:
    with running_standin() as driver:
        driver.say(1, "hello")
        yield driver


def call(standin: Driver, method: str, token: str = TOKEN, **params: Any) -> dict[str, Any]:
    address = f"{standin.address}/bot{token}/{method}"
    return dict(httpx.post(address, json=params, timeout=10, trust_env=False).json())


@pytest.mark.parametrize(
    ("method", "params", "complaint"),
    [
        ("getEverything", {}, "Not Found"),
        ("sendMessage", {"chat_id": 1, "text": ""}, "text is empty"),
        ("sendMessage", {"chat_id": 1, "text": " \n"}, "text is empty"),
        ("sendMessage", {"chat_id": 1, "text": "x" * 4097}, "too long"),
        ("sendMessage", {"chat_id": 1, "text": "😀" * 2049}, "too long"),
        ("sendMessage", {"chat_id": 2, "text": "x"}, "chat not found"),
        ("sendMessage", {"chat_id": 1, "text": "x", "colour": "red"}, "no field colour"),
        ("sendMessage", {"chat_id": 1, "text": "<b>x", "parse_mode": "HTML"}, "parse entities"),
        ("editMessageText", {"chat_id": 1, "message_id": 1, "text": "x"}, "can't be edited"),
        ("editMessageText", {"chat_id": 1, "message_id": 99, "text": "x"}, "not found"),
        ("deleteMessage", {"chat_id": 1, "message_id": 99}, "not found"),
        ("answerCallbackQuery", {"callback_query_id": "7"}, "query is too old"),
        ("answerInlineQuery", {"inline_query_id": "7", "results": []}, "query is too old"),
        ("sendChatAction", {"chat_id": 1, "action": "dancing"}, "wrong parameter action"),
        ("sendPhoto", {"chat_id": 1, "photo": "f", "caption": "x" * 1025}, "too long"),
        ("getFile", {"file_id": "none"}, "invalid file_id"),
        ("setWebhook", {"url": "http://plain.example"}, "HTTPS URL"),
    ],
)
def test_a_wrong_call_is_refused(
    standin: Driver, method: str, params: dict[str, Any], complaint: str
) -> None:
    answer = call(standin, method, **params)
    assert answer["ok"] is False
    assert complaint in answer["description"]


@pytest.mark.parametrize(
    "button",
    [
        {"text": "x", "callback_data": "x" * 65},
        {"text": "x", "callback_data": "ә" * 33},
        {"text": "x", "callback_data": ""},
        {"text": "", "callback_data": "x"},
        {"text": "x"},
    ],
)
def test_a_wrong_button_is_refused(standin: Driver, button: dict[str, str]) -> None:
    markup = {"inline_keyboard": [[button]]}
    assert call(standin, "sendMessage", chat_id=1, text="x", reply_markup=markup)["ok"] is False


def test_an_edit_that_changes_nothing_is_refused(standin: Driver) -> None:
    sent = call(standin, "sendMessage", chat_id=1, text="<b>x</b>", parse_mode="HTML")["result"]
    edit = {"chat_id": 1, "message_id": sent["message_id"], "text": "<b>x</b>"}
    same = call(standin, "editMessageText", parse_mode="HTML", **edit)
    assert "message is not modified" in same["description"]
    assert call(standin, "editMessageText", **edit)["ok"] is True
    assert standin.message(1, sent["message_id"])["text"] == "<b>x</b>"


def test_updates_stay_until_an_offset_confirms_them(standin: Driver) -> None:
    standin.say(1, "/start now")
    first = call(standin, "getUpdates")["result"]
    assert first[-1]["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert call(standin, "getUpdates")["result"] == first
    last = first[-1]["update_id"]
    assert call(standin, "getUpdates", offset=last + 1, timeout=0)["result"] == []
    assert call(standin, "getUpdates")["result"] == []


def test_a_press_is_answered_once(standin: Driver) -> None:
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "d"}]]}
    sent = call(standin, "sendMessage", chat_id=1, text="x", reply_markup=markup)["result"]
    press = standin.press(1, sent["message_id"], "d")
    assert call(standin, "answerCallbackQuery", callback_query_id=press)["ok"] is True
    assert call(standin, "answerCallbackQuery", callback_query_id=press)["ok"] is False


def test_who_blocked_the_bot_gets_nothing(standin: Driver) -> None:
    standin.say(3, "hello")
    standin.block(3)
    assert call(standin, "sendMessage", chat_id=3, text="x")["error_code"] == 403


@pytest.mark.parametrize(
    ("token", "code"), [("nonsense", 404), (TOKEN[:-7] + "refused", 401), (TOKEN, 200)]
)
def test_the_token_has_a_form_and_can_be_refused(standin: Driver, token: str, code: int) -> None:
    assert call(standin, "getMe", token=token).get("error_code", 200) == code


def test_a_file_goes_up_and_can_be_fetched(standin: Driver) -> None:
    address = f"{standin.address}/bot{TOKEN}/sendDocument"
    sent = httpx.post(
        address, data={"chat_id": "1"}, files={"document": b"a file"}, trust_env=False
    ).json()
    document = sent["result"]["document"]
    assert document["file_size"] == 6
    assert call(standin, "getFile", file_id=document["file_id"])["ok"] is True


def test_a_planned_failure_comes_once(standin: Driver) -> None:
    standin.plan("sendMessage", 429, retry_after=3)
    refused = call(standin, "sendMessage", chat_id=1, text="x")
    assert refused["parameters"] == {"retry_after": 3}
    assert call(standin, "sendMessage", chat_id=1, text="x")["ok"] is True


@pytest.mark.parametrize(
    "source",
    ["<b>", "</b>", "<b><i></b></i>", "<div>x</div>", "a < b", "<script>x</script>",
     "<a onclick='x'>y</a>", "<code><b>x</b></code>", "<span>x</span>"],
)  # fmt: skip
def test_bad_markup(source: str) -> None:
    with pytest.raises(BadMarkup):
        parse(source)


def test_good_markup_is_read_with_offsets_in_utf16() -> None:
    seen = parse(
        '😀<b>a<i>b</i></b> <a href="https://x.example/?a=1&amp;b=2">&lt;c&gt;</a> &copy; >'
    )
    assert seen.text == "😀ab <c> &copy; >"
    assert seen.entities == [
        {"type": "italic", "offset": 3, "length": 1},
        {"type": "bold", "offset": 2, "length": 2},
        {"type": "text_link", "offset": 5, "length": 3, "url": "https://x.example/?a=1&b=2"},
    ]


@pytest.mark.parametrize(
    ("fault", "outcomes"), [("429", {"429": 1}), ("403", {"403": 1}), ("500", {"500": 1})]
)
def test_a_fault_is_counted_once_and_who_blocked_is_known(
    fault: str, outcomes: dict[str, int]
) -> None:
    with running_standin() as standin:
        standin.chats(1, 2)
        standin.faults(rates={fault: 1.0})
        call(standin, "sendMessage", chat_id=1, text="x")
        assert standin.counts()["by_outcome"] == outcomes
        assert standin.blocked() == ({1} if fault == "403" else set())
