"""PostgreSQL and Valkey from their wheels: started, reached, and gone without a trace."""

import json
import os
import platform
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from embedded import data_folder, placement, processes
from embedded.errors import EmbeddedError
from embedded.files import free_port, make_folder, port_is_free, secret_in
from embedded.postgres import check_data_folder, drop_stale_lock
from embedded.servers import SECRETS
from tests.patience import SECONDS

PROJECT = Path(__file__).resolve().parents[2]
LINUX = platform.system() == "Linux"

# Says what it was given and what it sees, then ends with a code of its own, or waits to be ended.
COMMAND = """
import json, os, pathlib, psycopg, redis, signal, sys
with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
    row = connection.execute(
        "SELECT pg_encoding_to_char(encoding), datlocale, current_setting('listen_addresses'),"
        " current_setting('unix_socket_directories'), current_setting('timezone')"
        " FROM pg_database WHERE datname = current_database()"
    ).fetchone()
broker = redis.Redis.from_url(os.environ["REDIS_URL"])
folder = pathlib.Path(os.environ["EXPORTS_ROOT"]).parent
pids = [int(path.read_text().split()[0]) for path in (folder / "processes").iterdir()]
print(json.dumps({
    "database": row, "pong": broker.ping(), "bind": broker.config_get("bind")["bind"],
    "folder": str(folder), "pids": pids, "environment": dict(os.environ),
}), flush=True)
if sys.argv[1] == "wait":
    signal.pause()
sys.exit(int(sys.argv[1]))
"""


def environment(**variables: str) -> dict[str, str]:
    """Ours without the addresses of the servers that this test run uses itself."""
    kept = {"HOME", "PATH", "TMPDIR"} & os.environ.keys()
    return {name: os.environ[name] for name in kept} | variables


def start(*arguments: str, **variables: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "embedded", *arguments],
        cwd=PROJECT,
        env=environment(**variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def finish(*arguments: str, **variables: str) -> tuple[int, str, str]:
    process = start(*arguments, **variables)
    out, err = process.communicate(timeout=SECONDS)
    return process.returncode, out, err


def run(argument: str, **variables: str) -> tuple[int, dict[str, Any]]:
    code, out, err = finish("run", "--", sys.executable, "-c", COMMAND, argument, **variables)
    assert err == ""
    return code, json.loads(out)


def command_line(pid: int) -> str:
    if LINUX:
        return Path(f"/proc/{pid}/cmdline").read_text()
    return subprocess.check_output(["ps", "-ww", "-o", "args=", "-p", str(pid)], text=True)


def wait_until_gone(pids: list[int]) -> None:
    """The kernel's signal and the end of a process are two things; the second takes a moment."""
    deadline = time.monotonic() + SECONDS
    while any(map(processes.started_at, pids)):
        assert time.monotonic() < deadline, "some servers are still running"
        time.sleep(processes.POLL_SECONDS)


def access(path: Path) -> dict[Path, tuple[int, int, int]]:
    """Mode and owner of a folder and of all its parents."""
    found = {folder: folder.stat() for folder in (path, *path.parents)}
    return {folder: (it.st_mode, it.st_uid, it.st_gid) for folder, it in found.items()}


def test_a_command_gets_both_servers_and_its_exit_code_counts() -> None:
    code, seen = run("3")
    assert code == 3
    assert seen["database"] == ["UTF8", "C.UTF-8", "127.0.0.1", "", "UTC"]
    assert seen["pong"] is True
    assert seen["bind"] == "127.0.0.1"
    assert seen["environment"]["INSECURE_HTTP"] == "on"
    keys = {seen["environment"][name] for name in SECRETS}
    assert len(keys) == len(SECRETS)
    assert min(map(len, keys)) >= 50
    assert not Path(seen["folder"]).exists()
    assert not any(map(processes.started_at, seen["pids"]))


def test_a_temporary_folder_that_is_closed_to_others_stays_closed(tmp_path: Path) -> None:
    """Root's servers run as a user who cannot get there, so they go elsewhere; ours need not."""
    closed = make_folder(tmp_path / "closed", 0o700)
    before = access(closed) | access(placement.site_packages())
    code, seen = run("0", TMPDIR=str(closed))
    assert code == 0
    assert access(closed) | access(placement.site_packages()) == before
    parent = placement.OUTSIDE if os.geteuid() == 0 else closed
    assert Path(seen["folder"]).parent == parent


def test_no_password_is_in_the_list_of_processes() -> None:
    process = start("run", "--", sys.executable, "-c", COMMAND, "wait")
    assert process.stdout is not None
    seen = json.loads(process.stdout.readline())
    shown = " ".join(map(command_line, seen["pids"]))
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=SECONDS)
    assert "postgres" in shown
    assert "valkey" in shown
    for name in ("DATABASE_URL", "REDIS_URL"):
        password = seen["environment"][name].partition("@")[0].rpartition(":")[2]
        assert len(password) > 30
        assert password not in shown


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_request_to_end_reaches_the_command_and_stops_the_servers(number: signal.Signals) -> None:
    process = start("run", "--", sys.executable, "-c", COMMAND, "wait")
    assert process.stdout is not None
    seen = json.loads(process.stdout.readline())
    process.send_signal(number)
    process.communicate(timeout=SECONDS)
    assert process.returncode == 128 + number
    assert not any(map(processes.started_at, seen["pids"]))
    assert not Path(seen["folder"]).exists()


def test_a_killed_supervisor_leaves_no_process_and_the_next_run_removes_its_files() -> None:
    process = start("run", "--", sys.executable, "-c", COMMAND, "wait")
    assert process.stdout is not None
    seen = json.loads(process.stdout.readline())
    process.kill()
    process.communicate(timeout=SECONDS)
    if not LINUX:  # no other kernel tells a child that its parent has died
        for record in (Path(seen["folder"]) / "processes").iterdir():
            processes.stop_recorded(record)
    wait_until_gone(seen["pids"])
    run("0")
    assert not Path(seen["folder"]).exists()


def test_a_command_that_does_not_exist_gets_a_sentence() -> None:
    code, _, err = finish("run", "--", "no-such-command")
    assert code == 1
    assert err == "no-such-command cannot be run: No such file or directory.\n"


# What a killed demonstration left behind


def test_a_recorded_process_is_stopped(tmp_path: Path) -> None:
    with subprocess.Popen(["sleep", str(SECONDS)], start_new_session=True) as sleeper:
        record = tmp_path / "sleep"
        processes.write_record(record, sleeper.pid, signal.SIGTERM)
        assert processes.stop_recorded(record) is True
        assert sleeper.wait(SECONDS) == -signal.SIGTERM
    assert not record.exists()


def test_a_later_process_of_the_same_number_is_left_alone(tmp_path: Path) -> None:
    with subprocess.Popen(["sleep", str(SECONDS)], start_new_session=True) as sleeper:
        record = tmp_path / "sleep"
        record.write_text(f"{sleeper.pid} {signal.SIGTERM:d} an earlier time\n")
        assert processes.stop_recorded(record) is False
        assert sleeper.poll() is None
        sleeper.kill()
    assert not record.exists()


def test_the_lock_of_a_dead_server_whose_number_was_given_away_is_dropped(tmp_path: Path) -> None:
    lock = tmp_path / "postmaster.pid"
    lock.write_text(f"{os.getpid()}\n{tmp_path}\n")
    drop_stale_lock(tmp_path)
    assert not lock.exists()


# Folders that cannot be used


def test_a_folder_without_a_version_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(EmbeddedError, match=r"it has no PG_VERSION\): move it away, set DATA_DIR"):
        check_data_folder(tmp_path)


def test_a_file_in_the_place_of_the_database_is_none_either(tmp_path: Path) -> None:
    (tmp_path / "postgres").touch()
    with pytest.raises(EmbeddedError, match=r"it has no PG_VERSION"):
        check_data_folder(tmp_path / "postgres")


def test_a_database_of_another_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / "PG_VERSION").write_text("16\n")
    with pytest.raises(EmbeddedError, match="made by PostgreSQL 16, and this is PostgreSQL 18"):
        check_data_folder(tmp_path)


def test_a_database_without_its_password_is_refused(tmp_path: Path) -> None:
    data = make_folder(tmp_path / "postgres")
    (data / "PG_VERSION").write_text("18\n")
    with pytest.raises(EmbeddedError, match="postgres-password is missing"):
        check_data_folder(data)


def test_a_folder_of_other_peoples_files_is_refused_and_untouched(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").touch()
    code, _, err = finish("demo", DATA_DIR=str(tmp_path))
    assert code == 1
    assert err.startswith(f"DATA_DIR, {tmp_path}, holds files that are not the demonstration's: ")
    assert err.count("\n") == 1
    code, out, err = finish("clean", DATA_DIR=str(tmp_path))
    assert (code, out, err) == (0, "", "")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    code, _, err = finish("demo", DATA_DIR=str(file))
    assert code == 1
    assert err.startswith(f"DATA_DIR, {file}, cannot be used (Not a directory): ")


def test_a_port_in_use_gets_a_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        code, out, err = finish("demo", DATA_DIR=str(tmp_path / "data"), PORT=str(port))
    assert (code, out) == (1, "")
    assert err == (
        f"Port {port} of 127.0.0.1 is in use: stop the program that uses it, or choose another "
        f"port, for example `make demo PORT={port + 1}`.\n"
    )


@pytest.mark.parametrize("text", ["80", "65536", "eight thousand"])
def test_a_port_that_is_none_gets_a_sentence(tmp_path: Path, text: str) -> None:
    code, _, err = finish("demo", DATA_DIR=str(tmp_path / "data"), PORT=text)
    assert (code, err) == (1, f"PORT is '{text}': set it to a whole number from 1024 to 65535.\n")


def test_a_second_demonstration_with_the_same_data_is_kept_out(tmp_path: Path) -> None:
    data_folder.claim(tmp_path)
    with data_folder.held(tmp_path):
        code, _, err = finish("demo", DATA_DIR=str(tmp_path), PORT=str(free_port()))
    assert code == 1
    assert err.startswith("The demonstration is running already")


def test_a_folder_outside_that_somebody_prepared_is_refused(tmp_path: Path) -> None:
    opened = make_folder(tmp_path / "opened", 0o777)
    link = tmp_path / "link"
    link.symlink_to(make_folder(tmp_path / "target", 0o700))
    for folder in (opened, link):
        with pytest.raises(EmbeddedError, match="was not made by this program"):
            placement.guard(folder)
    placement.guard(make_folder(tmp_path / "ours", 0o711))


# Small things


def test_a_secret_is_made_once_and_closed_to_others(tmp_path: Path) -> None:
    file = tmp_path / "secret-key"
    secret = secret_in(file)
    assert len(secret) >= 50
    assert secret_in(file) == secret
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_free_port_is_free() -> None:
    port = free_port()
    assert port_is_free(port)
    with socket.create_server(("127.0.0.1", port)):
        assert not port_is_free(port)
