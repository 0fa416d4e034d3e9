"""In quotation marks of their own: a date or time without them did not go through the locale."""

DATE_FORMAT = "«j F Y»"
TIME_FORMAT = "«H:i»"
DATETIME_FORMAT = "«j F Y, H:i»"
SHORT_DATE_FORMAT = "«d/m/Y»"
SHORT_DATETIME_FORMAT = "«d/m/Y H:i»"
MONTH_DAY_FORMAT = "«j F»"
YEAR_MONTH_FORMAT = "«F Y»"
THOUSAND_SEPARATOR = "’"
NUMBER_GROUPING = 3
