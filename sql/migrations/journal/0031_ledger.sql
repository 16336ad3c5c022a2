-- From here on each commit leaves a line in the ledger beside this file, and its newest line here
-- (etl/storage/commits): a version that leaves none must not write into it any more.
comment on table kneewise.row_version is 'One row per table and runner whose rows changed since the file was made, and one for the ledger beside the file: the line of its newest commit';
