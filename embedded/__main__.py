"""The command line: `python -m embedded {demo,manage,run,clean}`."""

import argparse
import os
import sys
from pathlib import Path

from embedded.data_folder import DEFAULT, clean
from embedded.demo import demo, say
from embedded.errors import EmbeddedError
from embedded.placement import PROJECT
from embedded.processes import end_with_parent
from embedded.run import manage, run
from embedded.signals import Interrupted, raise_on_signals

DEFAULT_PORT = "8000"


def main() -> int:
    options = arguments()
    raise_on_signals()
    if "MAKELEVEL" in os.environ:  # a `make` that is killed can no longer stop us
        end_with_parent()
    try:
        return options.do(options)
    except EmbeddedError as error:
        print(error, file=sys.stderr)
        return 1
    except PermissionError as error:
        print(f"{error.filename} belongs to another user: {error.strerror}.", file=sys.stderr)
        return 1
    except Interrupted as interruption:
        return interruption.exit_code


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m embedded")
    commands = parser.add_subparsers(required=True)
    runner = commands.add_parser("run", help="run a command with throw-away servers")
    runner.add_argument("command", nargs="+")
    runner.set_defaults(do=lambda options: run(options.command))
    starter = commands.add_parser("demo", help="start the demonstration (reads DATA_DIR and PORT)")
    starter.set_defaults(do=lambda options: start_demo())
    manager = commands.add_parser(
        "manage", help="run a command of manage.py against the running demonstration"
    )
    manager.add_argument("arguments", nargs="+")
    manager.set_defaults(do=lambda options: manage(data_folder(), options.arguments))
    cleaner = commands.add_parser("clean", help="remove the demonstration's data (reads DATA_DIR)")
    cleaner.set_defaults(do=lambda options: clean_up())
    return parser.parse_args()


def start_demo() -> int:
    try:
        demo(data_folder(), port())
    except Interrupted as interruption:
        say("Everything has stopped.")
        # Ctrl-C is how a demonstration ends when nothing went wrong.
        return 0 if interruption.is_from_keyboard else interruption.exit_code
    return 0


def clean_up() -> int:
    clean(data_folder(), say)
    return 0


def data_folder() -> Path:
    return (PROJECT / (os.environ.get("DATA_DIR") or DEFAULT)).absolute()


def port() -> int:
    text = os.environ.get("PORT") or DEFAULT_PORT
    if not text.isdecimal() or not 1024 <= int(text) <= 65535:
        raise EmbeddedError(f"PORT is {text!r}: set it to a whole number from 1024 to 65535.")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
