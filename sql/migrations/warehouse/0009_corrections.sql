-- What a runner's corrections made of a recording, and which part of it is no ride.
alter table core.activity add column part_of varchar;
alter table core.activity add column part_from_s double;
alter table core.activity add column ride_m double;
alter table core.activity add column run_part varchar;
alter table core.activity add column run_part_from_s double;
alter table core.activity add column run_part_until_s double;
alter table core.activity add column run_part_m double;

comment on column core.activity.part_of is 'The recording that its runner cut, of which this is a later part; null: the first part, or all of it';
comment on column core.activity.part_from_s is 'Where a later part begins, seconds after the first record of the recording; null: at its start';
comment on column core.activity.ride_m is 'Metres by car that do not count, metres; null: no ride';
comment on column core.activity.run_part is 'Where the longest part beside a ride lies: first, last or middle; null: no ride';
comment on column core.activity.run_part_from_s is 'Where that part begins, seconds after the first record; null: no ride';
comment on column core.activity.run_part_until_s is 'Where that part ends, seconds after the first record; null: no ride';
comment on column core.activity.run_part_m is 'Length of that part, metres; null: no ride';
