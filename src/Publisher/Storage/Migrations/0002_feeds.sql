-- The archive document of a feed that a post stands in, for life.
create table archived_posts (
    post_id text primary key not null,
    document integer not null
);

-- Every address of the site that a post ever had: old ones lead to it, and those of a post that is gone say so.
create table post_addresses (
    path text primary key not null,
    post_id text not null,
    since bigint not null
);

-- Values that are chosen once and kept.
create table kept_values (
    name text primary key not null,
    value text not null
);
