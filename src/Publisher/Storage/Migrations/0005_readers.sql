-- What is known of readers beside their choice: where they are, and by what they agreed to be mailed.
alter table subscribers add column time_zone text;
alter table subscribers add column consent text;

-- Addresses that are never mailed, by a keyed hash that names nobody: it stays when the person is erased.
create table suppressions (
    address_hash text primary key not null,
    reason text not null,
    suppressed_at bigint not null
);
