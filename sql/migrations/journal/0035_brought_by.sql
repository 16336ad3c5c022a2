-- What brings files in without a person: a watched folder, or a program with a token.
alter table journal.import_batch add column brought_by varchar;

comment on column journal.import_batch.brought_by is 'What brought it in: folder, or the id of an upload token; null: a person, on a page or from a shell';
