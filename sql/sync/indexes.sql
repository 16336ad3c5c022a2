-- What a sync asks before each call, answered without a look at all that is held (SQLite).
-- The next recording that is wanted, in the order in which they are fetched.
create index activity_wanted
    on activity (runner_id, provider, failure_count, started_at desc, source_activity_id)
    where streams = 'wanted' and is_covered = 0;

-- Recent ones, of which some are fetched again.
create index activity_started on activity (runner_id, provider, started_at);

-- Those that a whole listing did not show: mostly none.
create index activity_doubtful on activity (runner_id, provider) where is_doubtful = 1;
