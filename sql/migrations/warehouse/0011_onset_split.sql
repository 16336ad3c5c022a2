-- Filled in a viewer's copy only (sql/access/core.onset_split.sql); empty in the file.
create table core.onset_split (
    activity_id varchar not null,
    runner_id varchar not null,
    split_index integer not null,
    distance_m double not null,
    altitude_change_m double           -- null: no altitude, or not near such a place
);

comment on table core.onset_split is 'Rows of core.split near the places where a knee began to hurt, all others of those runs joined; filled in a slice of a viewer, empty in the file.';
comment on column core.onset_split.activity_id is 'The recording';
comment on column core.onset_split.runner_id is 'Who ran';
comment on column core.onset_split.split_index is 'Place in the run, from 0; of joined ones that of the first';
comment on column core.onset_split.distance_m is 'Length, metres';
comment on column core.onset_split.altitude_change_m is 'Metres gained, or lost (negative); null: no altitude, or joined ones';
