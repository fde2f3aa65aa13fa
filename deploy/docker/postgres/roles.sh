#!/bin/bash
# Runs once, when the cluster is made. The server's own superuser belongs to no service:
# tableinator writes and owns the tables, reader reads them, monitor sees statistics and reads.
# All or nothing, so that it can be run again; a password that cannot be read would be an empty one.
for role in tableinator reader monitor; do
  [ -s /run/secrets/discogsography/$role ] || { echo "No password for $role in /run/secrets/discogsography." >&2; exit 1; }
done
psql --no-psqlrc --single-transaction -v ON_ERROR_STOP=1 -f - -U "$POSTGRES_USER" -d "$POSTGRES_DB" <<'SQL'
\set tableinator `cat /run/secrets/discogsography/tableinator`
\set reader `cat /run/secrets/discogsography/reader`
\set monitor `cat /run/secrets/discogsography/monitor`
set log_statement = 'none';
set log_min_error_statement = 'panic';
create role tableinator login password :'tableinator';
create role reader login password :'reader';
create role monitor login password :'monitor';
alter role reader set default_transaction_read_only = on;
alter role monitor set default_transaction_read_only = on;
grant pg_monitor, reader to monitor;
revoke all on database :"DBNAME" from public;
grant connect on database :"DBNAME" to tableinator, reader, monitor;
revoke create on schema public from public;
grant usage, create on schema public to tableinator;
alter default privileges for role tableinator in schema public grant select on tables to reader;
SQL
