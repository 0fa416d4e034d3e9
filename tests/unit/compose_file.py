"""The file of Compose, as it is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

PROJECT = Path(__file__).resolve().parents[2]


COMPOSE: dict[str, Any] = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())


SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]


PLATFORM = {name: service for name, service in SERVICES.items() if service.get("build") == "."}


ENVIRONMENT: dict[str, str] = PLATFORM["web"]["environment"]
