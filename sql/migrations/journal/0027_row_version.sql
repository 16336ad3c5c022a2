-- What changed since: whoever cached rows sees from it whether they still hold, without reading them.
-- Given in the transaction that changes the rows (etl/storage/row_versions.py).
create table if not exists kneewise.row_version (
    table_name varchar not null,
    runner_id varchar not null,
    version varchar not null
);

comment on table kneewise.row_version is 'One row per table and runner whose rows changed since the file was made';
comment on column kneewise.row_version.table_name is 'The table, as core.activity; empty: the file itself';
comment on column kneewise.row_version.runner_id is 'Whose rows; empty: rows of nobody';
comment on column kneewise.row_version.version is 'Drawn at random with each change, so no other state of these rows ever has it';
