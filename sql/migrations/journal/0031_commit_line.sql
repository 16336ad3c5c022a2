-- The line of the ledger beside this file that belongs to the newest commit in it: written in the
-- same transaction, so that a commit that was lost is told from one that never was.
create table if not exists kneewise.commit_line (
    line varchar not null
);

comment on table kneewise.commit_line is 'One row: the newest commit of this file, as its ledger has it (etl/storage/commits)';
comment on column kneewise.commit_line.line is 'JSON: number, when, which tables, and the hash of the line before';
