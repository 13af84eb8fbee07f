-- Who is logged in to the operator's pages: a hash of each cookie, never the cookie itself. The password's hash is a kept value.
create table admin_sessions (
    token_hash text primary key not null,
    created_at bigint not null,
    seen_at bigint not null
);
