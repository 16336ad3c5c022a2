-- What a disconnection removed: how much, never what.
create table journal.receipt (
    receipt_id varchar not null,
    runner_id varchar not null,
    provider varchar not null,
    reason varchar not null,           -- disconnected (by the runner), revoked (at the platform)
    activity_count integer not null,   -- rows that went
    document_count integer not null,   -- files that went with them
    is_confirmed boolean not null,     -- the platform said that the connection has ended
    saved_at timestamp not null
);
