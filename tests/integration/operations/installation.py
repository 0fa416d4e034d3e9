"""An installation as docs/operations.md knows it, without Docker: its commands run as they stand.

Programs in place of `docker` and `git` do what those would do to the database and the files of
exports. What runs in the container of PostgreSQL runs here too, on the server of the tests and with
its own programs; only the names `larc` become those of a database and a role of the tests.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from embedded.placement import POSTGRES, site_packages
from larc_survey.settings import BASE_DIR

DOCKER = '''\
"""In place of Docker: docker compose exec -T SERVICE PROGRAM …, and the services as a list."""

import os
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
NAME = os.environ["REHEARSAL_DATABASE"]


def migrate():
    settings = f"{(HERE / 'version').read_text().strip()}_settings"
    command = [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity=0"]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": settings, "PYTHONPATH": str(HERE)}
    subprocess.run(command, cwd=os.environ["PROJECT"], env=environment, check=True)


def ours(argument):
    if argument == "--username=larc":
        return f"--username={os.environ['PGUSER']}"
    return re.sub(r"\\blarc(_restored)?\\b", rf"{NAME}\\1", argument)


def in_postgres(program, *arguments):
    run([Path(os.environ["POSTGRES_PROGRAMS"]) / program, *map(ours, arguments)])


def in_web(program, *arguments):
    run([program, *(a.replace("/srv/exports", str(HERE / "exports")) for a in arguments)])


def run(command):
    """Through pipes, as Docker does: what is read and written cannot be gone back in."""
    answer = subprocess.run(command, input=sys.stdin.buffer.read(), stdout=subprocess.PIPE)
    sys.stdout.buffer.write(answer.stdout)
    sys.exit(answer.returncode)


compose, command, *rest = sys.argv[1:]
assert compose == "compose", sys.argv
with (HERE / "did").open("a") as did:
    did.write(" ".join(sys.argv[2:]) + "\\n")
if command == "exec":
    tty, service, *inside = rest
    assert tty == "-T", sys.argv
    {"postgres": in_postgres, "web": in_web}[service](*inside)
elif command == "up":
    migrate()
else:
    assert command in ("build", "stop"), sys.argv
'''

GIT = """\
#!/bin/sh
cd "$(dirname "$0")"
case "$1 $2" in
    "rev-parse HEAD") cat version ;;
    "pull ") echo later > version ;;
    "checkout "*) echo "$2" > version ;;
    *) exit 64 ;;
esac
"""

EARLIER_SETTINGS = "from larc_survey.settings import *\n"

LATER_SETTINGS = EARLIER_SETTINGS + 'INSTALLED_APPS = [*INSTALLED_APPS, "later"]\n'

LATER_MODELS = """\
from django.db import models


class Note(models.Model):
    survey = models.ForeignKey("fieldwork.Survey", models.PROTECT)
    area = models.ForeignKey("fieldwork.Area", models.PROTECT, null=True)
"""

LATER_MIGRATION = """\
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("fieldwork", "__latest__"), ("responses", "__latest__")]
    operations = [
        migrations.CreateModel(
            "Note",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("survey", models.ForeignKey("fieldwork.Survey", models.PROTECT)),
                ("area", models.ForeignKey("fieldwork.Area", models.PROTECT, null=True)),
            ],
        ),
        migrations.RunSQL(
            "INSERT INTO later_note (survey_id) SELECT id FROM fieldwork_survey;"
            "ALTER TABLE fieldwork_survey ADD COLUMN later text NOT NULL DEFAULT 'new';"
            "ALTER TABLE fieldwork_survey DROP COLUMN organisation CASCADE;"
        ),
    ]
"""
"""What a later version may do: tables that refer to those of before, columns more and less."""


@dataclass(frozen=True)
class Installation:
    """The folder from which an operator works, and its database on the server of the tests."""

    folder: Path
    database_url: str
    programs: Path

    @property
    def database(self) -> str:
        return urlsplit(self.database_url).path.lstrip("/")

    @property
    def environment(self) -> Mapping[str, str]:
        address = urlsplit(self.database_url)
        return os.environ | {
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
            "DATABASE_URL": self.database_url,
            "REHEARSAL_DATABASE": self.database,
            "POSTGRES_PROGRAMS": str(self.programs),
            "PROJECT": str(BASE_DIR),
            "PGHOST": address.hostname or "",
            "PGPORT": str(address.port or 5432),
            "PGUSER": address.username or "",
            "PGPASSWORD": address.password or "",
        }

    @property
    def exports(self) -> Path:
        return self.folder / "bin" / "exports"

    @property
    def version(self) -> str:
        return (self.folder / "bin" / "version").read_text().strip()

    @property
    def did(self) -> list[str]:
        """What Docker was asked for, in order."""
        did = self.folder / "bin" / "did"
        return did.read_text().splitlines() if did.exists() else []

    def sh(self, script: str) -> subprocess.CompletedProcess[str]:
        """Run commands as somebody types them, one after the other until one fails."""
        return subprocess.run(
            ["sh", "-eu", "-c", script],
            stdin=subprocess.DEVNULL,
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def python(self, code: str) -> None:
        """Run *code* of the project on the database."""
        command = [sys.executable, "-c", f"import django\ndjango.setup()\n{code}"]
        settings = {"DJANGO_SETTINGS_MODULE": "larc_survey.settings"}
        subprocess.run(command, cwd=BASE_DIR, env=self.environment | settings, check=True)

    def query(self, statement: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            return connection.execute(statement).fetchall()  # type: ignore[call-overload]

    def content(self) -> str:
        """Everything in the database, as a dump tells it."""
        dump = subprocess.run(
            [self.programs / "pg_dump", f"--dbname={self.database_url}"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        # Without a word that is drawn again for each dump, and without the conditions of
        # constraints and indexes, which PostgreSQL words again when it reads them from a dump.
        without_word = re.sub(r"^\\(un)?restrict .*$", "", dump, flags=re.MULTILINE)
        return re.sub(r"(CONSTRAINT \w+ CHECK|INDEX .* WHERE) .*", r"\1", without_word)


@contextmanager
def installation(folder: Path, name: str, like: str = "template1") -> Iterator[Installation]:
    """An installation of the present version, on a copy of the database *like*.

    The copy goes afterwards.
    """
    server = urlsplit(os.environ["DATABASE_URL"])
    with psycopg.connect(server.geturl(), autocommit=True) as connection:
        address = server._replace(path=f"/{name}").geturl()
        made = Installation(folder, address, programs_for(connection))
        drop_databases(connection, name)
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(create.format(sql.Identifier(name), sql.Identifier(like)))
        try:
            lay_out(folder)
            yield made
        finally:
            drop_databases(connection, name)


def programs_for(connection: psycopg.Connection) -> Path:
    """The folder of pg_dump and pg_restore of the server's version, as its container has them.

    An older server does not understand what newer ones write.
    """
    major = str(connection.info.server_version // 10_000)
    for folder in (
        site_packages() / POSTGRES / "bin",
        Path(f"/usr/lib/postgresql/{major}/bin"),
        Path(shutil.which("pg_restore") or "/nowhere").parent,
    ):
        if (folder / "pg_restore").exists() and major_of(folder / "pg_restore") == major:
            return folder
    raise AssertionError(
        f"The server is PostgreSQL {major}: put pg_dump and pg_restore of this version on the PATH."
    )


def major_of(program: Path) -> str:
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    return told.stdout.split()[2].partition(".")[0]


def drop_databases(connection: psycopg.Connection, name: str) -> None:
    for database in (name, f"{name}_restored"):
        statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        connection.execute(statement.format(sql.Identifier(database)))


def lay_out(folder: Path) -> None:
    """The files of an installation, and of the version that comes after it."""
    (folder / "deploy").symlink_to(BASE_DIR / "deploy")
    programs = folder / "bin"
    (programs / "later" / "migrations").mkdir(parents=True)
    (programs / "exports").mkdir()
    for name, content in {
        "docker": f"#!{sys.executable}\n{DOCKER}",
        "git": GIT,
        "version": "earlier\n",
        "earlier_settings.py": EARLIER_SETTINGS,
        "later_settings.py": LATER_SETTINGS,
        "later/__init__.py": "",
        "later/models.py": LATER_MODELS,
        "later/migrations/__init__.py": "",
        "later/migrations/0001_initial.py": LATER_MIGRATION,
    }.items():
        (programs / name).write_text(content)
    for name in ("docker", "git"):
        (programs / name).chmod(0o755)
