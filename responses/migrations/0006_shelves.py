"""Responses lie on shelves: the table has four partitions, between which a night carries rows.

What says that a row was mixed is from now on where it lies. Rows are carried over in random order,
in either direction. PostgreSQL wants the column that divides a table in its keys; a key is random,
and a digest as well, so neither comes twice on different shelves.
"""

from django.db import migrations, models

SHELVES = ("live_a", "live_b", "mixed_a", "mixed_b")
NO_SAMPLES = ("id", "answers", "resume_digest")
"""See 0001_initial: PostgreSQL would keep samples of them for its planner."""

COLUMNS = "id, area_id, link_id, version_id, answers, status, submitted_on, resume_digest"

TABLE = """
CREATE TABLE responses_response (
    id uuid NOT NULL,
    answers jsonb NOT NULL,
    status varchar(11) NOT NULL,
    submitted_on date,
    resume_digest bytea,
    {own_columns},
    area_id bigint NOT NULL,
    link_id bigint NOT NULL,
    version_id bigint NOT NULL,
    CONSTRAINT response_submitted_has_no_code
        CHECK (status = 'in_progress' OR resume_digest IS NULL),
    CONSTRAINT response_submitted_has_date CHECK (
        (status = 'submitted' AND submitted_on IS NOT NULL)
        OR (status = 'in_progress' AND submitted_on IS NULL)
    ),
    {own_constraints}
) {divided}
"""

KEYS_AND_INDEXES = """
ALTER TABLE responses_response
    ADD CONSTRAINT responses_response_area_id_fk FOREIGN KEY (area_id)
        REFERENCES fieldwork_area DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT responses_response_link_id_fk FOREIGN KEY (link_id)
        REFERENCES fieldwork_link DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT responses_response_version_id_fk FOREIGN KEY (version_id)
        REFERENCES questionnaires_version DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX responses_response_area_id ON responses_response (area_id);
CREATE INDEX responses_response_link_id ON responses_response (link_id);
CREATE INDEX responses_response_version_id ON responses_response (version_id);
CREATE TRIGGER response_stays_in_its_place
    BEFORE UPDATE OF area_id, link_id, version_id ON responses_response
    FOR EACH ROW WHEN (
        OLD.area_id <> NEW.area_id OR OLD.link_id <> NEW.link_id
        OR OLD.version_id <> NEW.version_id
    ) EXECUTE FUNCTION responses_refuse()
"""

OTHER = "responses_response_other"
"""What the table of the other form is called while the rows are carried over."""


def _without_samples(table: str) -> str:
    columns = ", ".join(f"ALTER COLUMN {name} SET STATISTICS 0" for name in NO_SAMPLES)
    return f"ALTER TABLE ONLY {table} {columns}"


def _carried_over(columns: str, values: str) -> list[str]:
    """Return the statements from the other table to the new one, which comes without indexes."""
    rows = f"SELECT {COLUMNS}, {values} FROM {OTHER} ORDER BY gen_random_uuid()"  # noqa: S608
    return [
        f"INSERT INTO responses_response ({COLUMNS}, {columns}) {rows}",
        f"DROP TABLE {OTHER}",
        KEYS_AND_INDEXES,
    ]


DIVIDE = [
    f"ALTER TABLE responses_response RENAME TO {OTHER}",
    f"ALTER TABLE {OTHER} RENAME CONSTRAINT responses_response_pkey TO {OTHER}_pkey",
    TABLE.format(
        own_columns="shelf text NOT NULL DEFAULT 'live_a'",
        own_constraints=(
            "CONSTRAINT responses_response_pkey PRIMARY KEY (id, shelf),"
            "CONSTRAINT responses_response_code UNIQUE (resume_digest, shelf)"
        ),
        divided="PARTITION BY LIST (shelf)",
    ),
    *(
        f"CREATE TABLE responses_{shelf} PARTITION OF responses_response FOR VALUES IN ('{shelf}')"
        for shelf in SHELVES
    ),
    *(
        _without_samples(table)
        for table in ("responses_response", *(f"responses_{shelf}" for shelf in SHELVES))
    ),
    *_carried_over("shelf", "CASE WHEN is_mixed THEN 'mixed_a' ELSE 'live_a' END"),
]

JOIN = [
    f"ALTER TABLE responses_response RENAME TO {OTHER}",
    f"ALTER TABLE {OTHER} RENAME CONSTRAINT responses_response_pkey TO {OTHER}_pkey",
    TABLE.format(
        own_columns="is_mixed boolean NOT NULL",
        own_constraints=(
            "CONSTRAINT responses_response_pkey PRIMARY KEY (id),"
            "CONSTRAINT responses_response_resume_digest_key UNIQUE (resume_digest),"
            "CONSTRAINT response_mixed_is_submitted CHECK (status = 'submitted' OR NOT is_mixed)"
        ),
        divided="",
    ),
    _without_samples("responses_response"),
    *_carried_over("is_mixed", "shelf IN ('mixed_a', 'mixed_b')"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("responses", "0005_quarantine"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(DIVIDE, JOIN)],
            state_operations=[
                migrations.RemoveConstraint("response", "response_mixed_is_submitted"),
                migrations.RemoveField("response", "is_mixed"),
            ],
        ),
        migrations.AddField(
            model_name="purgecertificate",
            name="needs_rewriting",
            field=models.BooleanField(default=False),
        ),
    ]
