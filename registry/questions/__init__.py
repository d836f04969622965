"""Questions: `ask()` is the one door for bot, API, pages and the prompt."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from registry.questions.answer import Answer
    from registry.questions.asking import ask

__all__ = ["Answer", "ask"]


def __getattr__(name: str) -> object:
    # Django imports this package before its models are ready; the door opens when it is used.
    if name == "ask":
        from registry.questions.asking import ask

        return ask
    if name == "Answer":
        from registry.questions.answer import Answer

        return Answer
    raise AttributeError(name)
