"""The command line: `python -m embedded run -- python -m bench --help`."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from time import perf_counter

from bench import production
from bench.report import machine, say, show
from bench.timing import Effort

SUBJECTS = ("pages", "load", "slow", "walk", "synthesis", "mixing", "export")
"""Modules of this package, each with a function `measure`; imported once Django is set up."""


def main() -> int:
    options = arguments()
    try:
        production.start()
    except production.NotEmpty:
        say("This database was used before. Run `make bench`, which brings one of its own.")
        return 1
    say(f"{machine()}. Each figure is a median, with the lowest and the highest run.")
    effort = Effort(
        runs=options.runs,
        quick=options.quick,
        full=options.full,
        servers=tuple(options.server),
    )
    started = perf_counter()
    for subject in options.only or SUBJECTS:
        for table in import_module(f"bench.{subject}").measure(effort):
            show(table)
    say(f"\nMeasured in {perf_counter() - started:.0f} seconds.")
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=SUBJECTS, help="measure only these")
    parser.add_argument("--runs", type=at_least_one, default=5, help="runs of each measurement")
    parser.add_argument("--quick", action="store_true", help="few data, for a first look")
    parser.add_argument("--full", action="store_true", help="also make 100,000 responses")
    parser.add_argument(
        "--server",
        action="append",
        default=[],
        metavar="COMMAND",
        help="also measure this web server under load; {port} stands for where it listens",
    )
    return parser.parse_args()


def at_least_one(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("it must be a whole number of 1 or more")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
