-- What each recording came with, and its place among the recordings of one run.
alter table core.activity add column came_with varchar;
alter table core.activity add column source_rank integer;

comment on column core.activity.came_with is 'The archives or platforms it came with, by name, with spaces between; file: by itself';
comment on column core.activity.source_rank is 'Its place among the recordings of one run, 1 is asked first for each number; null: the only one';
