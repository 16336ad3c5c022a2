-- Which platform's archive a file came in, and which sources a runner wants asked first.
alter table journal.import_item add column archive varchar;

comment on column journal.import_item.archive is 'The archive or platform that held the file, as garmin_takeout; null: a file by itself, or from before it was kept';

create table journal.source_order (
    entry_id varchar not null,
    runner_id varchar not null,
    source_names varchar[] not null,
    is_deleted boolean not null,
    saved_by varchar not null,
    saved_at timestamp not null,
    saved_order bigint default nextval('journal.saved_order')
);

comment on table journal.source_order is 'One row per version of the order in which a runner wants sources asked; the newest version of an entry counts.';
comment on column journal.source_order.entry_id is 'The runner: there is one entry each';
comment on column journal.source_order.runner_id is 'Whose recordings';
comment on column journal.source_order.source_names is 'Sources of a run''s numbers, the first one first, as garmin_takeout; all others follow in the order of sql/sources/order.toml';
comment on column journal.source_order.is_deleted is 'This version takes the entry back';
comment on column journal.source_order.saved_by is 'Who wrote this version';
comment on column journal.source_order.saved_at is 'When this version was written, UTC';
comment on column journal.source_order.saved_order is 'Order of writing in this journal: of versions of one entry the highest counts; null: from before it was kept';
