-- What was last announced of each feed, by its own address: what differs from it is news.
create table websub_topics (
    topic text primary key not null,
    tag text not null
);

-- Hubs of others that are to be told: one row a hub and feed, gone when the hub took it.
create table websub_pings (
    hub text not null,
    topic text not null,
    tag text not null,
    queued_at bigint not null,
    due_at bigint not null,
    attempts integer not null,
    primary key (hub, topic)
);

create index websub_pings_due on websub_pings (due_at);

-- Our own hub: who asked, and waits to be asked back.
create table websub_requests (
    id integer primary key,
    callback text not null,
    host text not null,
    topic text not null,
    mode text not null,
    lease_seconds bigint not null,
    secret text,
    asked_at bigint not null,
    unique (callback, topic)
);

-- Our own hub: who is subscribed. due_at is null where there is nothing to send.
create table websub_subscriptions (
    id integer primary key,
    callback text not null,
    host text not null,
    topic text not null,
    secret text,
    expires_at bigint not null,
    wanted_tag text,
    delivered_tag text,
    due_at bigint,
    attempts integer not null,
    unique (callback, topic)
);

create index websub_subscriptions_due on websub_subscriptions (due_at) where due_at is not null;
create index websub_subscriptions_of_host on websub_subscriptions (host);
create index websub_subscriptions_of_topic on websub_subscriptions (topic);
create index websub_subscriptions_ending on websub_subscriptions (expires_at);
