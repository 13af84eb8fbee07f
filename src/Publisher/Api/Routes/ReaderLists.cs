using Publisher.Mail;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Api.Routes;

/// <summary>Readers from the database, a page at a time: what it costs grows with the page.</summary>
internal sealed class ReaderLists(Database database, AddressHash hash)
{
    /// <param name="place">The number of the last reader of the page before.</param>
    public async Task<IReadOnlyList<SubscriberEntry>> ReadersAsync(long place, bool isDescending, string? status, string? email, int count, CancellationToken cancellation)
    {
        var which = email is not null ? " and email_key = @email" : "";
        if (status is not null)
            which += " and status = @status";
        var rows = await QueryAsync(
            $"select {SubscriberEntry.Columns} from subscribers where id {(isDescending ? "<" : ">")} @place{which} order by id {(isDescending ? "desc" : "asc")} limit @count",
            cancellation,
            ("place", place),
            ("status", status),
            ("email", email is null ? null : ApiCall.Email(email).Key),
            ("count", count));
        return await SuppressedAsync(rows, cancellation);
    }

    public async Task<SubscriberEntry?> ReaderAsync(long id, CancellationToken cancellation) =>
        (await SuppressedAsync(await QueryAsync($"select {SubscriberEntry.Columns} from subscribers where id = @id", cancellation, ("id", id)), cancellation)).SingleOrDefault();

    /// <summary>The address of a number; null where there is none.</summary>
    public async Task<EmailAddress?> AddressAsync(long id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var found = await connection.QueryAsync("select email from subscribers where id = @id", row => row.GetString(0), cancellation, ("id", id));
        return found.Count == 1 && EmailAddress.TryParse(found[0], out var email) ? email : null;
    }

    /// <summary>The number of an address that is known.</summary>
    public async Task<long> NumberAsync(EmailAddress email, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return (await connection.QueryAsync("select id from subscribers where email_key = @key", row => row.GetInt64(0), cancellation, ("key", email.Key)))[0];
    }

    private async Task<List<SubscriberEntry>> QueryAsync(string sql, CancellationToken cancellation, params (string Name, object? Value)[] values)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QueryAsync(sql, row => SubscriberEntry.Read(row, SuppressionList.Empty), cancellation, [.. values.Where(value => sql.Contains($"@{value.Name}", StringComparison.Ordinal))]);
    }

    private async Task<IReadOnlyList<SubscriberEntry>> SuppressedAsync(List<SubscriberEntry> entries, CancellationToken cancellation)
    {
        var list = await SuppressionList.ReadAsync(database, hash, entries.Select(entry => entry.Reader.Email), cancellation);
        return [.. entries.Select(entry => entry with { Suppression = list.Of(entry.Reader.Email) })];
    }
}
