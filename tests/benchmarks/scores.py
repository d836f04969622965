"""`python -m tests.benchmarks.scores`: the labelled questions, scored by language and by kind.

A registry is made in a temporary SQLite file from the bundled data; every miss is printed.
"""

import datetime as dt
import os
import tempfile
from collections import Counter

TODAY = dt.date(2026, 11, 23)


def main() -> None:
    """Load, ask everything, print."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            VAR_DIR=folder, DATABASE_URL="", DJANGO_SETTINGS_MODULE="registry.settings"
        )
        import django

        django.setup()
        from django.core.management import call_command

        from registry.honours.loading import load
        from registry.honours.management.commands.load_registry import BUNDLED

        call_command("migrate", verbosity=0)
        load(BUNDLED)
        _score()


def _score() -> None:
    from tests.questions import cases
    from tests.questions.asking import answer_of

    asked: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    misses = []
    for lang in cases.LANGUAGES:
        for case in cases.read(lang):
            found = case.misses(answer_of(case, TODAY))
            for group in (lang, case.kind or "no answer"):
                asked[group, ""] += 1
                right[group, ""] += not found
            if found:
                misses.append(f"  {lang}  {case.text} → {'; '.join(found)}")
    for (group, _), count in asked.items():
        score = right[group, ""]
        print(f"{group:16}{score:5} of {count:4}  {100 * score / count:6.1f} %")
    print("misses:", *misses, sep="\n")


if __name__ == "__main__":
    main()
