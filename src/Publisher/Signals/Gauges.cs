using System.Diagnostics.Metrics;
using Publisher.Bounces;
using Publisher.Feeds;
using Publisher.Newsletter;
using Publisher.Subscribers;

namespace Publisher.Signals;

/// <summary>Every instrument of the program but the histograms, named as OpenTelemetry wants it: each asks for a number that is there already, so nothing is paid for it while nobody looks.</summary>
internal sealed class Gauges(IMeterFactory meters, FactsBook facts, FeedPublisher feeds, FeedRequests requests, MailCounts mails, BounceCounts bounces)
{
    private static readonly DeliveryStatus[] Ends = [DeliveryStatus.Sent, DeliveryStatus.Deferred, DeliveryStatus.Failed, DeliveryStatus.Unknown, DeliveryStatus.Withheld];
    private static readonly DeliveryStatus[] Waiting = [DeliveryStatus.Pending, DeliveryStatus.Deferred, DeliveryStatus.Unknown, DeliveryStatus.Sending];

    /// <summary>To be called once.</summary>
    public void Create()
    {
        var meter = meters.Create(Spans.Name);
        Count(meter);
        Stand(meter);
    }

    private void Count(Meter meter)
    {
        meter.CreateObservableCounter("publisher.mails", () => Ends.Select(end => One(mails.Of(end), "outcome", SubscriberRows.Word(end))), "{mail}", "Deliveries by how an attempt ended; failed is refused or given up");
        meter.CreateObservableCounter("publisher.mail.faults", () => mails.Faults, "{fault}", "Attempts that failed for no reader's sake: no connection, no login, sender refused");
        meter.CreateObservableCounter("publisher.bounces", () => Enum.GetValues<BounceKind>().Select(kind => One(bounces.Of(kind), "class", SubscriberRows.Word(kind))), "{bounce}", "Bounces that counted, and complaints");
        meter.CreateObservableCounter("publisher.feeds.written", () => feeds.Written, "{file}", "Feed files that were written because they changed");
        meter.CreateObservableCounter("publisher.feed.requests", () => FeedRequests.Answers.Select((answer, index) => One(requests.Of(index), "answer", answer)), "{request}", "Requests for feeds by the status of the answer");
    }

    private void Stand(Meter meter)
    {
        meter.CreateObservableGauge("publisher.posts", () => Each(now => now.Posts.Select(count => One((long)count.Value, "status", SubscriberRows.Word(count.Key)))), "{post}", "Posts by state");
        meter.CreateObservableGauge("publisher.subscribers", () => Each(now => Enum.GetValues<SubscriberStatus>().Select(status => One(now.Subscribers.GetValueOrDefault(status), "status", SubscriberRows.Word(status)))), "{subscriber}", "Subscribers by state");
        meter.CreateObservableGauge("publisher.queue", () => Each(now => Waiting.Select(status => One(now.Queue.GetValueOrDefault(status), "status", SubscriberRows.Word(status)))), "{delivery}", "Deliveries that are not done, by state");
        meter.CreateObservableGauge("publisher.queue.age", () => Each<double>(now => [new Measurement<double>(now.QueueAge.TotalSeconds)]), "s", "How long the delivery that waits longest has been due");
        meter.CreateObservableGauge("publisher.schedule.lag", () => Each<double>(now => [new Measurement<double>(now.ScheduleLag.TotalSeconds)]), "s", "How late the schedule is that is latest");
        meter.CreateObservableGauge("publisher.issues.paused", () => Each<long>(now => [new Measurement<long>(now.Stopped.Count)]), "{issue}", "Issues that wait for the operator");
        meter.CreateObservableGauge("publisher.feeds.failing", () => Each<long>(now => [new Measurement<long>(now.FeedFaults.Count)]), "{feed}", "Feeds that could not be written in the last round");
        meter.CreateObservableGauge("publisher.alerts", () => Each(Alerts), "{alert}", "What stands that only the operator can mend");
    }

    private static IEnumerable<Measurement<long>> Alerts(Facts now)
    {
        var counts = Conditions.Of(now).CountBy(alert => alert.Kind).ToDictionary();
        return Conditions.Kinds.Select(kind => One(counts.GetValueOrDefault(kind), "kind", kind));
    }

    private IEnumerable<Measurement<T>> Each<T>(Func<Facts, IEnumerable<Measurement<T>>> of)
        where T : struct => facts.Last is { } now ? of(now) : [];

    private static Measurement<long> One(long value, string tag, string word) => new(value, KeyValuePair.Create<string, object?>(tag, word));
}
