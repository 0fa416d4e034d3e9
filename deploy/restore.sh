#!/bin/sh
# Puts a dump in the place of the database, whatever is in it by now:
#
#     sh deploy/restore.sh larc.dump
#
# It restores into an empty database beside the present one, and changes their places only when all of
# the dump is there. So tables of a later version, which may refer to those of the dump, are in nobody's
# way, and a dump that cannot be read costs nothing. Both need room on the disk meanwhile.
#
# Afterwards `docker compose up --detach --build --wait` starts the version that is checked out.

set -eu
dump=$1

in_postgres() {
    docker compose exec -T postgres "$@"
}

# What is no dump ends it here, while everything runs.
in_postgres pg_restore --list < "$dump" > /dev/null
docker compose stop proxy web worker beat

# An attempt that broke off may have left its own.
in_postgres dropdb --username=larc --if-exists larc_restored < /dev/null
in_postgres createdb --username=larc larc_restored < /dev/null
in_postgres pg_restore --username=larc --dbname=larc_restored --exit-on-error --single-transaction < "$dump"

in_postgres dropdb --username=larc --if-exists --force larc < /dev/null
in_postgres psql --username=larc --dbname=postgres --no-psqlrc --quiet --set=ON_ERROR_STOP=1 \
    --command='ALTER DATABASE larc_restored RENAME TO larc' < /dev/null
echo "The database is that of $dump. Start the platform: docker compose up --detach --build --wait"
