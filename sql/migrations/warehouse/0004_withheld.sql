-- Runs that a viewer may not be shown, counted when a slice is made (sql/access): empty in the file.
create table core.withheld (
    runner_id varchar not null,
    share_class varchar not null,      -- why
    run_count integer not null
);

comment on table core.withheld is 'One row per runner and reason for which runs may not be shown to a viewer; filled in a slice of that viewer, empty in the file.';
comment on column core.withheld.runner_id is 'Who ran';
comment on column core.withheld.share_class is 'Why: strava_api may be shown to its athlete alone';
comment on column core.withheld.run_count is 'How many runs are hidden';
