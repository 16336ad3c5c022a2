-- What a sync knows (SQLite): accounts, what was fetched until when, limits. Everything in it can be
-- fetched again, so no backup holds it. Instants are ISO 8601 text in UTC; a provider is the name of
-- a platform, and part of every key.
create table account (
    runner_id text not null,
    provider text not null,
    athlete_id text not null,          -- the platform's own id of the person
    scopes text not null,              -- space between them
    state text not null,               -- connected, scope_missing, wrong_key, leaving
    sealed_tokens blob,                -- encrypted (etl/sync/token_vault.py)
    connected_at text not null,
    fully_listed_at text,              -- last time the whole history was listed
    reconciled_at text,                -- last time the recent weeks were listed
    synced_at text,                    -- last pass that ended without trouble
    trouble text,                      -- name of the last failure; null: none
    primary key (runner_id, provider),
    unique (provider, athlete_id)
);

-- A listing under way: where it goes on after an interruption.
create table listing (
    runner_id text not null,
    provider text not null,
    kind text not null,                -- full or recent
    before_at text,                    -- full: newest start asked for, fixed so that pages stand still
    after_at text,                     -- recent: oldest start asked for
    next_page integer not null,
    began_at text not null,
    primary key (runner_id, provider)
);

create table activity (
    runner_id text not null,
    provider text not null,
    source_activity_id text not null,
    facts text not null,               -- JSON, without names and places
    started_at text not null,
    facts_fetched_at text not null,
    detail_fetched_at text,            -- of what only a single activity's answer tells; null: none
    streams text not null,             -- wanted, held, none, expired
    streams_fetched_at text,
    original_sha256 text,              -- of the document, on disk where it holds a recording; null: none
    seen_at text not null,             -- began_at of the last listing that showed it
    is_doubtful integer not null default 0,  -- a whole listing did not show it
    is_loaded integer not null default 0,    -- the warehouse holds what is known here
    is_renewed integer not null default 0,   -- only the time it may be kept changed
    is_covered integer not null default 0,   -- a file brought the same run
    failure_count integer not null default 0, -- calls for its details that failed since one did not
    primary key (runner_id, provider, source_activity_id)
);

create table meter (
    provider text primary key,
    observed_at text not null,
    short_used integer not null,
    short_limit integer not null,
    daily_used integer not null,
    daily_limit integer not null
);

create table detail_use (
    runner_id text not null,
    provider text not null,
    day text not null,
    call_count integer not null,
    primary key (runner_id, provider, day)
);

-- Signed tickets that came back: each is good for once, and forgotten when its time is over.
create table used_once (
    name text primary key,             -- SHA-256 of its number
    valid_until text not null
);

create table note (
    provider text not null,            -- empty: of the home itself
    name text not null,                -- inactive_since, retry_at, failure_count, subscription_id, …
    value text not null,
    primary key (provider, name)
);
