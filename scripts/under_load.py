"""Run a command while every core is busy with something else: scripts/under_load.py COMMAND …"""

import os
import subprocess
import sys
from contextlib import ExitStack

BUSY = "while True: pass"


def main() -> int:
    with ExitStack() as stack:
        for _core in range(os.cpu_count() or 1):
            busy = stack.enter_context(subprocess.Popen([sys.executable, "-c", BUSY]))
            stack.callback(busy.kill)
        return subprocess.run(sys.argv[1:], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
