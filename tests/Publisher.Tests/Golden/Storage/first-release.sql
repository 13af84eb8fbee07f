-- A database of the first release, as migrations 1 to 5 made it, in use for ten days. Never to be changed: each later program must bring it up.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE posts (
    id text primary key not null,
    former_id text,
    path text not null,
    content_hash text not null,
    first_seen_at bigint not null,
    updated_at bigint not null,
    gone_at bigint
);
INSERT INTO posts VALUES('urn:uuid:6f1d9a50-0000-5000-8000-000000000001',NULL,'2026-01-01-old.md','0',1767225600000,1767225600000,NULL);
INSERT INTO posts VALUES('urn:uuid:6f1d9a50-0000-5000-8000-000000000002',NULL,'2026-01-10-mailed.md','0',1768003200000,1768003200000,NULL);
CREATE TABLE subscribers (
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
, time_zone text, consent text);
INSERT INTO subscribers VALUES(1,'Ann@example.com','ann@example.com','confirmed','instant','','en',1,1767225600000,1767225700000,NULL,'Asia/Tokyo','by the form at /subscribe');
INSERT INTO subscribers VALUES(2,'ben@example.com','ben@example.com','confirmed','weekly','News','ja',1,1767225600000,1767225700000,NULL,NULL,NULL);
INSERT INTO subscribers VALUES(3,'cleo@example.com','cleo@example.com','unsubscribed','instant','','en',0,1767225600000,1767225700000,1767999999000,NULL,NULL);
INSERT INTO subscribers VALUES(4,'dan@example.com','dan@example.com','unconfirmed','instant','','en',0,1767225600000,NULL,NULL,NULL,NULL);
INSERT INTO subscribers VALUES(5,'eve@example.com','eve@example.com','confirmed','instant','','en',1,1767225600000,1767225700000,NULL,NULL,NULL);
CREATE TABLE notices (
    id integer primary key,
    subscriber_id bigint not null references subscribers (id) on delete cascade,
    kind text not null,
    created_at bigint not null,
    due_at bigint not null,
    attempts integer not null,
    settled_at bigint,
    reply text
);
INSERT INTO notices VALUES(1,1,'confirm',1767225600000,1767225600000,1,1767225601000,'250 ok');
CREATE TABLE releases (
    post_id text primary key not null,
    state text not null,
    sequence bigint unique,
    at bigint not null
);
INSERT INTO releases VALUES('urn:uuid:6f1d9a50-0000-5000-8000-000000000001','past',NULL,1767225600000);
INSERT INTO releases VALUES('urn:uuid:6f1d9a50-0000-5000-8000-000000000002','released',1,1768003230000);
CREATE TABLE issues (
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
INSERT INTO issues VALUES(1,'instant/1','post','instant','en','The mailed post','The mailed post, as text','<p>The mailed post</p>',1768003230000);
CREATE TABLE issue_posts (
    issue_id bigint not null references issues (id),
    position integer not null,
    post_id text not null,
    primary key (issue_id, position)
);
INSERT INTO issue_posts VALUES(1,0,'urn:uuid:6f1d9a50-0000-5000-8000-000000000002');
CREATE TABLE deliveries (
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
INSERT INTO deliveries VALUES(1,1,'sent',1,1768003230000,1768003231000,NULL,NULL,1768003231000,'250 ok');
INSERT INTO deliveries VALUES(1,5,'deferred',1,1768006830000,1768003231000,NULL,NULL,1768003231000,'451 later');
CREATE TABLE marks (
    name text primary key not null,
    at bigint not null
);
INSERT INTO marks VALUES('first-sight',1767225600000);
INSERT INTO marks VALUES('composed-weekly',1768003200000);
CREATE TABLE keys (
    id integer primary key,
    secret text not null,
    created_at bigint not null
);
INSERT INTO keys VALUES(1,'00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff',1767225600000);
CREATE TABLE archived_posts (
    post_id text primary key not null,
    document integer not null
);
INSERT INTO archived_posts VALUES('urn:uuid:6f1d9a50-0000-5000-8000-000000000001',1);
CREATE TABLE post_addresses (
    path text primary key not null,
    post_id text not null,
    since bigint not null
);
INSERT INTO post_addresses VALUES('2026/01/01/old','urn:uuid:6f1d9a50-0000-5000-8000-000000000001',1767225600000);
CREATE TABLE kept_values (
    name text primary key not null,
    value text not null
);
INSERT INTO kept_values VALUES('feed_origin','https://blog.example/');
INSERT INTO kept_values VALUES('suppressions.key','ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100');
CREATE TABLE websub_topics (
    topic text primary key not null,
    tag text not null
);
CREATE TABLE websub_pings (
    hub text not null,
    topic text not null,
    tag text not null,
    queued_at bigint not null,
    due_at bigint not null,
    attempts integer not null,
    primary key (hub, topic)
);
CREATE TABLE websub_requests (
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
CREATE TABLE websub_subscriptions (
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
CREATE TABLE reader_counts (
    feed text not null,
    service text not null,
    readers bigint not null,
    reported_at bigint not null,
    primary key (feed, service)
);
INSERT INTO reader_counts VALUES('rss.xml','Feedly',12,1768003200000);
CREATE TABLE suppressions (
    address_hash text primary key not null,
    reason text not null,
    suppressed_at bigint not null
);
INSERT INTO suppressions VALUES('00000000000000000000000000000000','manual',1768003200000);
CREATE TABLE migrations (number integer primary key not null, applied_at bigint not null);
INSERT INTO migrations VALUES(1,1767225600000);
INSERT INTO migrations VALUES(2,1767225600000);
INSERT INTO migrations VALUES(3,1767225600000);
INSERT INTO migrations VALUES(4,1767225600000);
INSERT INTO migrations VALUES(5,1767225600000);
CREATE INDEX subscribers_due on subscribers (status, cadence, caught_up_to);
CREATE INDEX notices_of_subscriber on notices (subscriber_id, kind, created_at);
CREATE INDEX notices_due on notices (due_at) where settled_at is null;
CREATE INDEX deliveries_due on deliveries (due_at) where status in ('pending', 'deferred', 'unknown');
CREATE INDEX deliveries_leased on deliveries (lease) where status = 'sending';
CREATE INDEX websub_pings_due on websub_pings (due_at);
CREATE INDEX websub_subscriptions_due on websub_subscriptions (due_at) where due_at is not null;
CREATE INDEX websub_subscriptions_of_host on websub_subscriptions (host);
CREATE INDEX websub_subscriptions_of_topic on websub_subscriptions (topic);
CREATE INDEX websub_subscriptions_ending on websub_subscriptions (expires_at);
COMMIT;
