-- What a reader chose beside how often and about what: how mail looks, and until when none comes.
alter table subscribers add column format text not null default 'html';
alter table subscribers add column paused_until bigint;
alter table subscribers add column chose_language integer not null default 0;

-- By which form and which words a reader agreed, and from which network where that is kept.
alter table subscribers add column consent_form text;
alter table subscribers add column consent_text text;
alter table subscribers add column consent_network text;

-- The sentences that readers agreed to, by the hash that stands with the reader.
create table consent_texts (
    version text primary key not null,
    language text not null,
    text text not null,
    first_used_at bigint not null
);

-- A new address that a reader wishes for: it becomes theirs when both addresses have said so.
create table address_changes (
    subscriber_id bigint primary key not null references subscribers (id) on delete cascade,
    email text not null,
    email_key text not null,
    asked_at bigint not null,
    old_agreed_at bigint,
    new_agreed_at bigint
);

-- The address of a notice that goes elsewhere than to the reader's own.
alter table notices add column email text;

-- Mails that strangers caused, by keyed hashes of networks, domains and folded addresses, to hold them within a budget.
create table mail_counts (
    name text not null,
    at bigint not null,
    weight integer not null
);

create index mail_counts_of on mail_counts (name, at);

-- From when on a key opens nothing but links to unsubscribe; null for the one that signs.
alter table keys add column retires_at bigint;
