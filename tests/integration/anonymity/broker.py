"""Reading all that Valkey holds: the cache, and the messages that wait for a worker."""

from __future__ import annotations

from collections.abc import Iterator

from redis import Redis


def everything_in(server: Redis) -> Iterator[tuple[str, bytes]]:
    """Yield each key of the server's database, and the key and its value as one text."""
    for key in server.scan_iter():
        yield key.decode(errors="replace"), key + b"\n" + _value(server, key)


def _value(server: Redis, key: bytes) -> bytes:
    """The parts of a value; of a kind unknown to us, what the server itself would store of it."""
    parts = {
        b"string": lambda: [server.get(key) or b""],
        b"list": lambda: server.lrange(key, 0, -1),
        b"set": lambda: list(server.smembers(key)),
        b"zset": lambda: server.zrange(key, 0, -1),
        b"hash": lambda: [part for pair in server.hgetall(key).items() for part in pair],
    }
    kind = server.type(key)
    return b"\n".join(parts[kind]()) if kind in parts else server.dump(key) or b""
