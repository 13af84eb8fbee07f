using System.Data.Common;
using System.Globalization;
using Publisher.Api.Forms;
using Publisher.Api.Tokens;
using Publisher.Newsletter;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Api.Routes;

/// <summary>Deliveries of an issue, and those to a reader. A page looks at a bounded number of rows: it may hold fewer than fit, and even none, and still have a next.</summary>
internal sealed class DeliveryRoutes(Database database)
{
    private const int MostLookedAt = 2000;
    private const int MostIssuesLookedAt = 500;
    private const string Columns = "d.issue_id, d.subscriber_id, d.status, d.attempts, d.due_at, d.settled_at, d.reply";

    private sealed record Row(long Place, DeliveryThing? Delivery);

    public IEnumerable<ApiRoute> All() =>
    [
        new("listDeliveriesOfIssue", HttpMethods.Get, "/issues/{id}/deliveries", Scopes.ReadDeliveries, "Lists the deliveries of an issue, by subscriber. A page with a filter may hold fewer than fit", call => ListAsync(call, OfIssueAsync, "select 1 from issues where id = @id"))
        {
            Query = [new("status", Schema.Word<DeliveryStatus>("Only those that stand so.")), .. Parameters.Pages],
            Results = Shapes.Page(DeliveryThing.Schema),
        },
        new("listDeliveriesToSubscriber", HttpMethods.Get, "/subscribers/{id}/deliveries", Scopes.ReadDeliveries, "Lists the deliveries to a subscriber, the newest issue first. A page may hold fewer than fit", call => ListAsync(call, ToReaderAsync, "select 1 from subscribers where id = @id"))
        {
            Query = [Parameters.SortBy("-issue"), .. Parameters.Pages],
            Results = Shapes.Page(DeliveryThing.Schema),
        },
    ];

    private async Task<ApiAnswer> ListAsync(ApiCall call, Func<DbConnection, ApiCall, Task<(List<Row> Rows, int Most)>> read, string exists)
    {
        await using var connection = await database.OpenAsync(call.Aborted);
        if ((await connection.QueryAsync(exists, row => row.GetInt64(0), call.Aborted, ("id", call.Id))).Count == 0)
            return ProblemKind.NotFound.Says("There is nothing of this number");
        var (rows, most) = await read(connection, call);
        return ApiAnswer.Of(PageOf(call, rows, most, call["status"]));
    }

    private static Page<DeliveryThing> PageOf(ApiCall call, List<Row> rows, int most, string? status)
    {
        var found = rows.Where(row => row.Delivery is { } delivery && (status is null || SubscriberRows.Word(delivery.Status) == status)).ToList();
        // One more than fits, or as much as is looked at: then there is more behind it.
        long? last = found.Count > call.Limit ? found[call.Limit - 1].Place : rows.Count == most ? rows[^1].Place : null;
        return new([.. found.Take(call.Limit).Select(row => row.Delivery!)], last is { } place ? Cursor.Write(call.List, place.ToString(CultureInfo.InvariantCulture)) : null);
    }

    private static async Task<(List<Row> Rows, int Most)> OfIssueAsync(DbConnection connection, ApiCall call)
    {
        var most = call["status"] is null ? call.Limit + 1 : MostLookedAt;
        return (await connection.QueryAsync(
            $"select {Columns} from deliveries d where d.issue_id = @id and d.subscriber_id > @place order by d.subscriber_id limit @most",
            row => new Row(row.GetInt64(1), Read(row)),
            call.Aborted,
            ("id", call.Id),
            ("place", call.PlaceNumber),
            ("most", most)), most);
    }

    // By the key of the ledger, issue by issue: an index by subscriber would cost each issue a write in another place for each of its readers.
    private static async Task<(List<Row> Rows, int Most)> ToReaderAsync(DbConnection connection, ApiCall call) => (await connection.QueryAsync(
        $"""
        select {Columns}, i.id from (select id from issues where id < @place order by id desc limit @most) i
        left join deliveries d on d.issue_id = i.id and d.subscriber_id = @id order by i.id desc
        """,
        row => new Row(row.GetInt64(7), row.IsDBNull(0) ? null : Read(row)),
        call.Aborted,
        ("id", call.Id),
        ("place", call.PlaceNumber),
        ("most", MostIssuesLookedAt)), MostIssuesLookedAt);

    private static DeliveryThing Read(DbDataReader row) => new(
        row.GetInt64(0),
        row.GetInt64(1),
        SubscriberRows.Value<DeliveryStatus>(row.GetString(2)),
        row.Int(3),
        row.Instant(4),
        row.IsDBNull(5) ? null : row.Instant(5),
        row.Text(6));
}
