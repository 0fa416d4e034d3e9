"""The proxy of production, with its configuration as it is shipped, by plain http on one port."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from embedded.files import free_port, make_folder
from embedded.placement import PROJECT
from embedded.processes import Command
from embedded.programs import PROGRAMS
from simulation.production import HOST

CADDYFILE = PROJECT / "deploy" / "Caddyfile"

BEHIND_IT = {"INSECURE_HTTP": "on", "TRUST_PROXY_TLS": "off", "FILES_BY_PROXY": "on"}
"""What the platform's environment has in addition: certificates would need a name of the world."""


def caddy(folder: Path, *, port: int, web_port: int, exports: Path) -> Command:
    """Return the proxy on *port*, in front of the web server on *web_port*.

    CADDY in the environment names another program than that of the development set, to try another
    version.
    """
    own = make_folder(folder / "caddy")
    return Command(
        name="proxy",
        arguments=[os.environ.get("CADDY", PROGRAMS / "caddy"), "run", "--config", CADDYFILE],
        log=own / "proxy.log",
        environment={
            "PATH": os.environ["PATH"],
            "HOME": str(own),
            "XDG_DATA_HOME": str(own),
            "XDG_CONFIG_HOME": str(own),
            "SITE_ADDRESS": f"http://{HOST}:{port}",
            "WEB_ADDRESS": f"127.0.0.1:{web_port}",
            "EXPORTS_ROOT": str(exports),
            "HEALTH_ADDRESS": f"http://127.0.0.1:{free_port()}",
        },
    )


def is_open(port: int) -> bool:
    """Whether anything listens on *port* of this machine."""
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except ConnectionRefusedError:
        return False
    return True
