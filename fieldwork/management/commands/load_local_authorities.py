from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from fieldwork.actions import store_local_authorities

FILE = Path(__file__).resolve().parents[2] / "data" / "english_local_authorities.csv"


class Command(BaseCommand):
    help = "Store or update the local authorities of England with children's services."

    def handle(self, *args: Any, **options: Any) -> None:
        with FILE.open(encoding="utf-8", newline="") as rows:
            number = store_local_authorities(rows=rows)
        self.stdout.write(f"{number} local authorities are stored.")
