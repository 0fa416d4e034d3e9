"""Find the Chromium that the browser tests drive: `python -m tests.browser.chromium`.

Run as a program it makes sure that there is one: as root, where there is apt-get, it installs
Debian's; anywhere else it says what to do.
"""

import os
import shutil
import subprocess
import sys

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
)
ADVICE = (
    "The browser tests need Chromium or Chrome: install one (Debian and Ubuntu: "
    "`sudo apt-get install chromium`), or set BROWSER_PATH to the program."
)


def find_chromium() -> str | None:
    """The program's path: BROWSER_PATH, or the first of NAMES on the PATH."""
    wanted = os.environ.get("BROWSER_PATH")
    candidates = [wanted] if wanted else NAMES
    return next(filter(None, map(shutil.which, candidates)), None)


def install_chromium() -> None:
    """Debian's package, with apt-get's output only when it fails."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        answer = subprocess.run(
            ["apt-get", "-q", *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if answer.returncode != 0:
            sys.exit(f"{answer.stdout}\napt-get could not install Chromium. {ADVICE}")


def main() -> None:
    if find_chromium():
        return
    if os.environ.get("BROWSER_PATH") or os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(ADVICE)
    sys.stderr.write("Installing Debian's chromium for the browser tests ...\n")
    install_chromium()
    if not find_chromium():
        sys.exit(ADVICE)


if __name__ == "__main__":
    main()
