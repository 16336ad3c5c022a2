-- Files that were read, as they lay on disk: the same file is not read again (etl/ingest/seen_files.py).
create table kneewise.seen_file (
    runner_id varchar not null,
    place_key varchar not null,
    size_bytes bigint not null,
    changed_ns bigint not null,
    original_sha256 varchar not null,
    original_crc32 bigint not null
);

comment on table kneewise.seen_file is 'One row per file on disk that an import has read, by where it lay; what it held is in core.activity';
comment on column kneewise.seen_file.runner_id is 'Whose import read it';
comment on column kneewise.seen_file.place_key is 'A hash of its path: names of files and folders are not kept here';
comment on column kneewise.seen_file.size_bytes is 'Its size';
comment on column kneewise.seen_file.changed_ns is 'When it was changed last, nanoseconds since 1970';
comment on column kneewise.seen_file.original_sha256 is 'The SHA-256 of its content, unpacked';
comment on column kneewise.seen_file.original_crc32 is 'Of the kept original as it lies packed on disk: one that the disk damaged is read again';
