-- What a recording is judged by before it counts: when it moved, and whether it can be a run at all.
alter table core.activity add column motion_s double;
alter table core.activity add column last_moved_s double;
alter table core.activity add column set_aside_reason varchar;
alter table core.activity add column is_zone_assumed boolean;
alter table core.activity add column utc_offset_s integer;

comment on column core.activity.utc_offset_s is 'Local clock minus UTC at the start, seconds';
comment on column core.activity.motion_s is 'Time in motion by the records themselves, seconds; null: no records';
comment on column core.activity.last_moved_s is 'From the start to the last record that moved, seconds; null: no records';
comment on column core.activity.set_aside_reason is 'Why it does not count until its runner says so; null: it can be what it says';
comment on column core.activity.is_zone_assumed is 'The source tells no time zone: it is that of neighbouring runs, else of the runner; null: told';
comment on column core.activity.is_excluded is 'Left out by the decision of the runner, or set aside until there is one';
comment on column core.activity.sport_rule is 'How the kind is known: file, guessed_from_name, guessed_from_cadence, guessed_from_speed, runner';
