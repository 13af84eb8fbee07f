-- What mail servers said of deliveries, when they were handed over or later by mail: one bounce a delivery counts, and one complaint.
-- sent_at is when the mail went out, which nobody outside can choose.
create table bounces (
    issue_id bigint not null,
    subscriber_id bigint not null,
    is_complaint integer not null,
    kind text not null,
    code text,
    text text not null,
    sent_at bigint not null,
    counted_at bigint not null,
    suppressed integer not null,
    primary key (issue_id, subscriber_id, is_complaint)
);

create index bounces_of_subscriber on bounces (subscriber_id, sent_at);
create index bounces_counted on bounces (counted_at);
create index deliveries_failed on deliveries (settled_at) where status = 'failed';

-- How far a mailbox was read, and what was wrong the last time.
create table mailboxes (
    name text primary key not null,
    validity bigint not null,
    number bigint not null,
    read_at bigint,
    fault text
);

-- The mails that were read of a mailbox that gives them no growing numbers.
create table mailbox_seen (
    name text not null,
    id text not null,
    primary key (name, id)
);

-- Mails that were understood and are still to be put away: that is done after it is written down what they said.
create table mailbox_filings (
    name text not null,
    id text not null,
    filing text not null,
    primary key (name, id)
);

-- Mails that something followed from, by their hash: read again under another number, nothing does.
create table reported_mails (
    hash text primary key not null,
    read_at bigint not null
);
