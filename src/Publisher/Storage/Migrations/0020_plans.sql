-- What servers put off, the latest first: the pending, of which there are many, are not looked at for it.
create index deliveries_put_off on deliveries (settled_at) where status in ('deferred', 'unknown');

-- The domains that asked for less.
create index buckets_slowed on buckets (name) where slowed is not null;

-- Who never confirmed, the longest ago first.
create index subscribers_unconfirmed on subscribers (requested_at) where status = 'unconfirmed';
