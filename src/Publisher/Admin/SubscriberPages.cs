using System.Globalization;
using Publisher.Admin.Login;
using Publisher.Newsletter;
using Publisher.Posts;
using Publisher.Scheduling;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Admin;

/// <summary>Readers: found by a part of their address, and each with all that is known of them.</summary>
internal sealed class SubscriberPages(
    AdminPages pages,
    Database database,
    Suppressions suppressions,
    CatalogueStore catalogues,
    NewsletterOptions newsletter,
    Schedules schedules,
    Site site,
    Fence fence,
    TimeProvider time)
{
    private const int OnPage = 25;

    public async Task ListAsync(AdminCall call)
    {
        var after = long.TryParse(call.Query("after"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
        var (part, status) = (call.Query("address"), Enum.GetValues<SubscriberStatus>().Select(SubscriberRows.Word).FirstOrDefault(word => word == call.Query("status")));
        var found = await FindAsync(part, status, after, call.Aborted);
        var rows = new List<object>();
        foreach (var reader in found.Take(OnPage))
            rows.Add(await LineAsync(call, reader));
        await pages.WriteAsync(call, "subscribers", "admin.subscribers.title", new
        {
            readers = rows,
            address = part,
            status,
            statuses = Enum.GetValues<SubscriberStatus>().Select(SubscriberRows.Word).Select(word => new { word, name = pages.Text(call, $"admin.status.{word}") }).ToList(),
            next = found.Count > OnPage ? $"?after={found[OnPage - 1].Id.ToString(CultureInfo.InvariantCulture)}&status={status}&address={Uri.EscapeDataString(part)}" : null,
            isFirst = after == 0,
        });
    }

    public async Task ShowAsync(AdminCall call)
    {
        if (await EntryAsync(call) is not { } entry)
        {
            await pages.NotFoundAsync(call);
            return;
        }

        var history = await SubscriberHistory.ReadAsync(database, entry, call.Aborted);
        var explained = await ExplainAsync(entry, call.Aborted);
        var from = int.TryParse(call.Query("from"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        await pages.WriteAsync(call, "subscriber", "admin.subscriber.title", new
        {
            id = entry.Reader.Id,
            email = entry.Reader.Email,
            status = pages.Text(call, $"admin.status.{SubscriberRows.Word(entry.Reader.Status)}"),
            suppressed = entry.Suppression is { } one ? pages.Text(call, $"admin.suppression.{SubscriberRows.Word(one.Reason)}", ("at", pages.When(one.At))) : null,
            requested = pages.When(entry.Reader.RequestedAt),
            confirmed = pages.When(entry.ConfirmedAt),
            left = pages.When(entry.UnsubscribedAt),
            cadence = pages.Text(call, $"admin.cadence.{SubscriberRows.Word(entry.Reader.Cadence)}"),
            topics = entry.Reader.Topics,
            language = entry.Reader.Language,
            format = pages.Text(call, $"admin.format.{SubscriberRows.Word(entry.Reader.Format)}"),
            timeZone = entry.Reader.TimeZone,
            pausedUntil = pages.When(entry.Reader.PausedUntil),
            consent = entry.Consent,
            consentText = history.ConsentText,
            deliveries = explained.Skip(from).Take(OnPage).Select(line => new { post = line.Post, issue = line.Issue, outcome = Outcome(call, line.Outcome), kind = SubscriberRows.Word(line.Outcome), reason = line.Reason }).ToList(),
            next = from < explained.Count - OnPage ? (int?)(from + OnPage) : null,
            isFirst = from == 0,
            bounces = history.Bounces.Select(bounce => new { at = pages.When(bounce.At), kind = pages.Text(call, $"admin.status.bounce.{bounce.Kind}"), issue = bounce.Issue, code = bounce.Code, text = bounce.Text, suppressed = bounce.Suppressed }).ToList(),
            notices = history.Notices.Select(notice => new { at = pages.When(notice.At), kind = notice.Kind, reply = notice.Reply, settled = pages.When(notice.Settled) }).ToList(),
            canConfirm = entry is { Reader.Status: SubscriberStatus.Unconfirmed, Suppression: null },
            canRemove = entry.Reader.Status != SubscriberStatus.Unsubscribed || entry.Suppression is null,
        });
    }

    // Newest first.
    private async Task<IReadOnlyList<Explanation>> ExplainAsync(SubscriberEntry entry, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var around = new Surroundings(catalogues.Current, newsletter, (cadence, zone) => schedules.Next(cadence, Zones.Of(zone, site.TimeZone), now), pages.When, await fence.LookAsync(cancellation), now);
        return [.. (await new Explainer(database, around).ExplainAsync(entry, null, cancellation)).Reverse()];
    }

    private string Outcome(AdminCall call, ExplainedOutcome outcome) => pages.Text(call, $"admin.status.{SubscriberRows.Word(outcome)}");

    private async Task<SubscriberEntry?> EntryAsync(AdminCall call)
    {
        await using var connection = await database.OpenAsync(call.Aborted);
        var found = (await connection.QueryAsync($"select {SubscriberEntry.Columns} from subscribers where id = @id", row => SubscriberEntry.Read(row, SuppressionList.Empty), call.Aborted, ("id", call.Id))).SingleOrDefault();
        return found is null ? null : found with { Suppression = await suppressions.FindAsync(found.Reader.Email, call.Aborted) };
    }

    // By number from the last one seen: the thousandth page costs what the first does.
    private async Task<IReadOnlyList<Subscriber>> FindAsync(string part, string? status, long after, CancellationToken cancellation)
    {
        // Only what is asked stands in it: each choice has its index, but for a part of an address, for which all are looked at.
        var which = (part.Length > 0 ? " and replace(email_key, @part, '') <> email_key" : "") + (status is not null ? " and status = @status" : "");
        (string Name, object? Value)[] values = [("after", after), ("part", part.ToLowerInvariant()), ("status", status), ("count", OnPage + 1)];
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QueryAsync(
            $"select {SubscriberRows.Columns} from subscribers where id > @after{which} order by id limit @count",
            SubscriberRows.Read,
            cancellation,
            [.. values.Where(value => value.Name is "after" or "count" || which.Contains($"@{value.Name}", StringComparison.Ordinal))]);
    }

    private async Task<object> LineAsync(AdminCall call, Subscriber reader) => new
    {
        id = reader.Id,
        email = reader.Email,
        status = pages.Text(call, $"admin.status.{SubscriberRows.Word(reader.Status)}"),
        suppressed = await suppressions.FindAsync(reader.Email, call.Aborted) is not null,
        cadence = pages.Text(call, $"admin.cadence.{SubscriberRows.Word(reader.Cadence)}"),
        language = reader.Language,
        requested = pages.When(reader.RequestedAt),
    };
}
