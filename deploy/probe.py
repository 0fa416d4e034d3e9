"""For health checks in a container: exits with 0 when every address answers 200, otherwise with 1.

    python deploy/probe.py http://localhost:8000/healthz http://localhost:8000/readyz

The image has no curl, and this asks for nothing but the standard library.
"""

import http.client
import sys
from urllib.parse import urlsplit

TIMEOUT_SECONDS = 8  # /readyz waits for the database and the broker


def answers_ok(address: str) -> bool:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=TIMEOUT_SECONDS)
    try:
        connection.request("GET", parts.path)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(not all(answers_ok(address) for address in sys.argv[1:]))
