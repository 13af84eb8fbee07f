-- Who may ask the API: a hash of each token, never the token itself. A token that was revoked stays, so that it can be told from one that never was.
create table api_tokens (
    id integer primary key,
    name text not null,
    hint text not null,
    token_hash text not null unique,
    scopes text not null,
    created_at bigint not null,
    expires_at bigint,
    used_at bigint,
    revoked_at bigint
);

-- What was answered to a request with an Idempotency-Key; status is null while it is being answered.
create table api_answers (
    token_id bigint not null references api_tokens (id) on delete cascade,
    idempotency_key text not null,
    request_hash text not null,
    begun_at bigint not null,
    status integer,
    location text,
    body text,
    subscriber_id bigint,
    primary key (token_id, idempotency_key)
);

create index api_answers_begun on api_answers (begun_at);
create index api_answers_of_subscriber on api_answers (subscriber_id) where subscriber_id is not null;

-- Lists of the API go from a place onward: each filter has an index that ends in that place.
create index subscribers_by_status on subscribers (status, id);
create index issues_by_status on issues (status, id);
create index suppressions_since on suppressions (suppressed_at, address_hash);
create index suppressions_by_reason on suppressions (reason, suppressed_at, address_hash);

-- Programs that are told of events, as the settings name them: types stand between blanks.
create table webhooks (
    url text primary key not null,
    types text not null
);

-- Events that wait to be told, one row a program; due_at is null where it was given up.
create table webhook_messages (
    id integer primary key,
    url text not null references webhooks (url) on delete cascade,
    message_id text not null,
    type text not null,
    subscriber_id bigint,
    body text not null,
    created_at bigint not null,
    due_at bigint,
    attempts integer not null,
    reply text
);

create index webhook_messages_due on webhook_messages (url, due_at) where due_at is not null;
create index webhook_messages_of_subscriber on webhook_messages (subscriber_id) where subscriber_id is not null;
create index webhook_messages_by_age on webhook_messages (created_at);
