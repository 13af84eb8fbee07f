-- Who gets each post at once is due whatever the clock says; digests are composed by the clock of the zone that a reader chose. Each reader is in one of the two.
drop index subscribers_due;
create index subscribers_due on subscribers (status, caught_up_to) where cadence = 'instant';
create index subscribers_due_in_zone on subscribers (status, cadence, time_zone, caught_up_to) where cadence <> 'instant';
