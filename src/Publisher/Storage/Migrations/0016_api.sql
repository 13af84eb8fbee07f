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
