-- Instants are milliseconds since 1970-01-01 UTC. The text is the same for every provider.

-- The register of ids: who a post is, for life.
create table posts (
    id text primary key not null,
    former_id text,
    path text not null,
    content_hash text not null,
    first_seen_at bigint not null,
    updated_at bigint not null,
    gone_at bigint
);

create table subscribers (
    id integer primary key,
    email text not null,
    email_key text not null unique,
    status text not null,
    cadence text not null,
    topics text not null,
    language text not null,
    caught_up_to bigint not null,
    requested_at bigint not null,
    confirmed_at bigint,
    unsubscribed_at bigint
);

create index subscribers_due on subscribers (status, cadence, caught_up_to);

-- Mail about a subscription itself, waiting to leave or sent.
create table notices (
    id integer primary key,
    subscriber_id bigint not null references subscribers (id) on delete cascade,
    kind text not null,
    created_at bigint not null,
    due_at bigint not null,
    attempts integer not null,
    settled_at bigint,
    reply text
);

create index notices_of_subscriber on notices (subscriber_id, kind, created_at);
create index notices_due on notices (due_at) where settled_at is null;

-- Which posts may be mailed: 'past' never, 'held' when the operator says so, 'released' with a number of the sequence.
create table releases (
    post_id text primary key not null,
    state text not null,
    sequence bigint unique,
    at bigint not null
);

create table issues (
    id integer primary key,
    key text not null unique,
    kind text not null,
    cadence text not null,
    language text not null,
    subject text not null,
    body_text text not null,
    body_html text not null,
    created_at bigint not null
);

create table issue_posts (
    issue_id bigint not null references issues (id),
    position integer not null,
    post_id text not null,
    primary key (issue_id, position)
);

-- The ledger: one row for one issue to one subscriber, and never a second.
create table deliveries (
    issue_id bigint not null references issues (id),
    subscriber_id bigint not null,
    status text not null,
    attempts integer not null,
    due_at bigint not null,
    first_tried_at bigint,
    lease text,
    lease_until bigint,
    settled_at bigint,
    reply text,
    primary key (issue_id, subscriber_id)
);

create index deliveries_due on deliveries (due_at) where status in ('pending', 'deferred', 'unknown');
create index deliveries_leased on deliveries (lease) where status = 'sending';

-- Moments that are remembered by name: the first sight of the posts, the last time each schedule did its work.
create table marks (
    name text primary key not null,
    at bigint not null
);

-- Keys that sign the links in mails.
create table keys (
    id integer primary key,
    secret text not null,
    created_at bigint not null
);
