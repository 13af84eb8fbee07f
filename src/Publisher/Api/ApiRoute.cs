using Publisher.Api.Forms;

namespace Publisher.Api;

/// <summary>A part of the query.</summary>
internal sealed record Parameter(string Name, Schema Schema);

/// <summary>What a route can answer when all goes well.</summary>
/// <param name="Schema">Of the body; null where there is none.</param>
internal sealed record Result(int Status, string About, Schema? Schema = null);

/// <summary>One route of the API, whole: requests are routed and checked by it, and the document is written from it, so that they cannot differ.</summary>
/// <param name="Id">Its name in the document.</param>
/// <param name="Path">Below <c>/api/v1</c>, such as <c>/issues/{id}</c>.</param>
/// <param name="Scope">What a token must have; empty for any token, null for anybody.</param>
internal sealed record ApiRoute(string Id, string Method, string Path, string? Scope, string Summary, Func<ApiCall, Task<ApiAnswer>> Serve)
{
    public const string Root = "/api/v1";
    public const string AnyToken = "";

    public IReadOnlyList<Parameter> Query { get; init; } = [];

    public Schema? Body { get; init; }

    /// <summary>Whether the body may be left out.</summary>
    public bool BodyIsOptional { get; init; }

    public IReadOnlyList<Result> Results { get; init; } = [];

    /// <summary>Whether a text is a place in this list, for a cursor to name.</summary>
    public Func<string, bool> IsPlace { get; init; } = Places.IsNumber;

    public string Tag => Path.Split('/')[1] is var first && first.Contains('.', StringComparison.Ordinal) ? "openapi" : first;

    public bool Writes => Method != HttpMethods.Get;

    public bool HasPages => Query.Any(parameter => parameter.Name == Parameters.Cursor);

    /// <summary>As routing reads it.</summary>
    public string Pattern => Root + Path.Replace("{id}", "{id:long:min(1)}", StringComparison.Ordinal);

    /// <summary>The names between braces in the path.</summary>
    public IEnumerable<string> Holes => Path.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}'));
}

/// <summary>Parameters that many lists have.</summary>
internal static class Parameters
{
    public const string Cursor = "cursor";
    public const string Limit = "limit";
    public const string Sort = "sort";
    public const int UsualLimit = 50;

    private const int MostOnPage = 200;

    public static IReadOnlyList<Parameter> Pages { get; } =
    [
        new(Limit, Schema.Number($"How many entries a page has at most; {UsualLimit} where nothing is said.") with { Least = 1, Most = MostOnPage }),
        new(Cursor, Schema.Text("Where the page begins: `next` of the page before.", Api.Cursor.Longest)),
    ];

    /// <param name="orders">The first is the usual one; a minus turns it round.</param>
    public static Parameter SortBy(params IReadOnlyList<string> orders) => new(Sort, Schema.Word($"The order; `{orders[0]}` where nothing is said, and a minus turns it round.", orders));
}

/// <summary>What places in lists look like.</summary>
internal static class Places
{
    public static bool IsNumber(string text) => long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out _);
}
