"""A worker that is killed half-way: nothing half is handed out, and the export ends all the same.

Real all the way: a Celery worker of its own process group, the broker, the test database, SIGKILL.
"""

from __future__ import annotations


