"""English, British or not: 22 November 2026, 14:30. Django's would be “22 Nov. 2026, 2:30 p.m.”."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"
