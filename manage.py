#!/usr/bin/env python
"""Marapat's command line: `python manage.py help` lists what it can do."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "registry.settings")
    try:
        from django.core.management import execute_from_command_line
    except ModuleNotFoundError as missing:
        sys.exit(f"{missing}. Run `make install` first, then use .venv/bin/python.")
    from registry.env import BrokenSetting

    try:
        execute_from_command_line(sys.argv)
    except BrokenSetting as broken:
        sys.exit(f"Marapat did not start: {broken}. Every setting is listed in deploy/env.example.")


if __name__ == "__main__":
    main()
