using System.Globalization;
using System.Text.Json;
using Publisher.Api.Tokens;
using Publisher.Mail;

namespace Publisher.Api;

/// <summary>A request that has its form.</summary>
/// <param name="Token">Null where anybody may ask.</param>
/// <param name="Place">Where the page begins; null for the first.</param>
internal sealed record ApiCall(HttpContext Context, ApiRoute Route, ApiToken? Token, IReadOnlyDictionary<string, string> Query, JsonElement? Body, string? Place)
{
    public CancellationToken Aborted => Context.RequestAborted;

    /// <summary>The number in the path.</summary>
    public long Id => long.Parse(Hole("id"), CultureInfo.InvariantCulture);

    public int Limit => this[Parameters.Limit] is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : Parameters.UsualLimit;

    /// <summary>Whether the order is turned round, or is so where nothing is said.</summary>
    public bool IsDescending => (this[Parameters.Sort] ?? Route.Query.FirstOrDefault(parameter => parameter.Name == Parameters.Sort)?.Schema.Words[0] ?? "").StartsWith('-');

    /// <summary>The number where the page begins: for lists in the order of numbers.</summary>
    public long PlaceNumber => Place is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : IsDescending ? long.MaxValue : 0;

    /// <summary>The list that is asked for, in its order: what a cursor belongs to.</summary>
    public string List => ListOf(Route, Context, Query);

    /// <summary>A parameter of the query.</summary>
    public string? this[string parameter] => Query.GetValueOrDefault(parameter);

    public string Hole(string name) => (string)Context.Request.RouteValues[name]!;

    /// <summary>A page of what was found, which is one more than fits where there is another page.</summary>
    public Page<TShown> Page<T, TShown>(IReadOnlyList<T> found, Func<T, string> place, Func<T, TShown> show) => new(
        [.. found.Take(Limit).Select(show)],
        found.Count > Limit ? Cursor.Write(List, place(found[Limit - 1])) : null);

    public string? Text(string field) => Body is { } body && body.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public bool Flag(string field) => Body is { } body && body.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.True;

    public bool Has(string field) => Body is { } body && body.TryGetProperty(field, out _);

    public IReadOnlyList<string>? Texts(string field) => Body is { } body && body.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(entry => entry.GetString()!)] : null;

    /// <summary>An address that has its form.</summary>
    public static EmailAddress Email(string text) => EmailAddress.TryParse(text, out var email) ? email : throw new FormatException("the form lets no such address pass");

    public static string ListOf(ApiRoute route, HttpContext context, IReadOnlyDictionary<string, string> query) => string.Join(
        '\n',
        [route.Id, .. route.Holes.Select(hole => (string?)context.Request.RouteValues[hole]), .. query.Where(pair => pair.Key is not (Parameters.Cursor or Parameters.Limit)).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")]);
}
