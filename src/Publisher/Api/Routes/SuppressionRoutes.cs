using System.Globalization;
using Publisher.Api.Forms;
using Publisher.Api.Tokens;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Api.Routes;

/// <summary>Addresses that are never mailed.</summary>
internal sealed class SuppressionRoutes(Database database, Suppressions suppressions, AddressHash hash)
{
    public IEnumerable<ApiRoute> All() =>
    [
        new("listSuppressions", HttpMethods.Get, "/suppressions", Scopes.ReadSuppressions, "Lists what is never mailed, the oldest first", ListAsync)
        {
            Query = [Parameters.SortBy("at", "-at"), new("reason", Schema.Word<SuppressionReason>("Only those of a reason.")), new("email", Schema.Address("Only this address.")), .. Parameters.Pages],
            Results = Shapes.Page(SuppressionThing.Schema),
            IsPlace = text => Place(text) is not null,
        },
        new("suppress", HttpMethods.Post, "/suppressions", Scopes.WriteSuppressions, "Never mails an address again. A subscription stays what it is; to end one, remove the subscriber", SuppressAsync)
        {
            Body = Shapes.NewSuppression,
            Results = [new(200, "It is suppressed.", SuppressionThing.Schema)],
        },
        new("liftSuppression", HttpMethods.Delete, "/suppressions/{hash}", Scopes.WriteSuppressions, "Lets an address be mailed again: its owner asked for it", LiftAsync) { Results = [new(204, "It is lifted.")] },
    ];

    private async Task<ApiAnswer> ListAsync(ApiCall call)
    {
        var (at, last) = call.Place is { } place ? Place(place)!.Value : call.IsDescending ? (long.MaxValue, "") : (long.MinValue, "");
        var (reason, email, sign) = (call["reason"], call["email"], call.IsDescending ? "<" : ">");
        var which = (reason is null ? "" : " and reason = @reason") + (email is null ? "" : " and address_hash = @email");
        var order = call.IsDescending ? "desc" : "asc";
        await using var connection = await database.OpenAsync(call.Aborted);
        var rows = await connection.QueryAsync(
            $"select {Suppression.Columns}, address_hash from suppressions where (suppressed_at, address_hash) {sign} (@at, @last){which} order by suppressed_at {order}, address_hash {order} limit @count",
            row => Thing(Suppression.Read(row), row.GetString(2)),
            call.Aborted,
            [.. Values(("reason", reason), ("email", email is null ? null : hash.Of(ApiCall.Email(email).Key))), ("at", at), ("last", last), ("count", call.Limit + 1)]);
        return ApiAnswer.Of(call.Page(rows, row => string.Create(CultureInfo.InvariantCulture, $"{row.At.ToUnixTimeMilliseconds()}.{row.Hash}"), row => row));
    }

    private async Task<ApiAnswer> SuppressAsync(ApiCall call)
    {
        var email = ApiCall.Email(call.Text("email")!);
        await database.WriteAsync(transaction => suppressions.SuppressAsync(transaction, email.Key, SuppressionReason.Manual, CancellationToken.None), CancellationToken.None);
        return ApiAnswer.Of(Thing((await suppressions.FindAsync(email.Key, CancellationToken.None))!, hash.Of(email.Key)));
    }

    private async Task<ApiAnswer> LiftAsync(ApiCall call)
    {
        var lifted = await database.WriteAsync(transaction => Suppressions.LiftHashAsync(transaction, call.Hole("hash"), CancellationToken.None), CancellationToken.None);
        return lifted == 0 ? ProblemKind.NotFound.Says("Nothing is suppressed by this hash") : ApiAnswer.Nothing;
    }

    private static SuppressionThing Thing(Suppression suppression, string hash) => new(hash, suppression.Reason, suppression.At);

    private static IEnumerable<(string, object?)> Values(params (string Name, string? Value)[] values) => values.Where(value => value.Value is not null).Select(value => (value.Name, (object?)value.Value));

    private static (long At, string Hash)? Place(string text) =>
        text.Split('.') is [var at, var hash] && long.TryParse(at, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && hash.Length == 64 ? (number, hash) : null;
}
