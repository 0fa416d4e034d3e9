"""Makes the files of secrets that docker-compose.yml hands to the containers.

    python3 deploy/make_secrets.py

Run it beside docker-compose.yml. It makes the files that are missing in the folder `secrets`, and
changes nothing that is there. When the folder itself is new, a value that stands in `.env`, where
earlier versions kept it, is taken from there; the others are random. It asks for nothing but the
standard library, since the machine that runs the containers has nothing else.
"""

import re
import secrets
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

FOLDER = Path("secrets")
ENV_LINE = re.compile(r"""^(\w+)=[ \t]*(["']?)(.+?)\2[ \t]*$""", re.MULTILINE)


def random_text() -> str:
    return secrets.token_urlsafe(64)


def database_url() -> str:
    return f"postgres://larc:{quote(kept('postgres_password'), safe='')}@postgres:5432/larc"


def redis_url() -> str:
    return f"redis://:{quote(kept('valkey_password'), safe='')}@valkey:6379/0"


def kept(name: str) -> str:
    return (FOLDER / name).read_text().strip()


# In this order: the addresses hold the passwords.
MADE: dict[str, Callable[[], str]] = {
    "secret_key": random_text,
    "resume_code_key": random_text,
    "authenticator_key": random_text,
    "postgres_password": random_text,
    "valkey_password": random_text,
    "database_url": database_url,
    "redis_url": redis_url,
}
EMAIL_URL = "email_url"
ADDRESSES = {"database_url", "redis_url"}


def in_env_file() -> dict[str, str]:
    """The values of `.env` by the names that their files have."""
    file = Path(".env")
    text = file.read_text() if file.exists() else ""
    return {name.lower(): value for name, _quote, value in ENV_LINE.findall(text)}


def write(name: str, value: str) -> None:
    (FOLDER / name).write_text(f"{value}\n")
    sys.stdout.write(f"Made {FOLDER / name}.\n")


def make_missing() -> None:
    # Later a value of `.env` would bring back a key that was changed since.
    earlier = {} if FOLDER.exists() else in_env_file()
    # Nobody else gets past the folder; inside of it the users of the containers must read.
    FOLDER.mkdir(mode=0o700, exist_ok=True)
    FOLDER.chmod(0o700)
    for name, make in MADE.items():
        if not (FOLDER / name).exists():
            write(name, make() if name in ADDRESSES else earlier.get(name) or make())
    if not (FOLDER / EMAIL_URL).exists() and EMAIL_URL in earlier:
        write(EMAIL_URL, earlier[EMAIL_URL])
    for file in FOLDER.iterdir():
        file.chmod(0o644)


def main() -> int:
    if not Path("docker-compose.yml").exists():
        sys.stderr.write("Run this in the folder of docker-compose.yml.\n")
        return 1
    make_missing()
    if not (FOLDER / EMAIL_URL).exists():
        sys.stderr.write(
            f"Write the address of your mail server into {FOLDER / EMAIL_URL}:\n"
            "smtp+tls://USER:PASSWORD@HOST:587, in the password special characters as %XX.\n"
            "Then run this again.\n"
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
