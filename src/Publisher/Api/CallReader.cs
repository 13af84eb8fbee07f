using System.Text.Json;
using Publisher.Api.Forms;
using Publisher.Api.Tokens;
using Publisher.Web;

namespace Publisher.Api;

/// <summary>Reads a request against the form of its route.</summary>
internal static class CallReader
{
    // No form of ours is deeper than three.
    private static readonly JsonDocumentOptions Bounds = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <param name="body">What was sent; empty where nothing was.</param>
    /// <returns>The call, or what is wrong with it.</returns>
    public static (ApiCall? Call, ApiAnswer? Refusal) Read(HttpContext context, ApiRoute route, ApiToken? token, ReadOnlyMemory<byte> body)
    {
        var (query, faults) = Query(context, route);
        if (faults.Count > 0)
            return (null, ProblemKind.Invalid.Says("The address asks for something that there is not; errors says what", faults));
        string? place = null;
        if (query.GetValueOrDefault(Parameters.Cursor) is { } cursor && ((place = Cursor.Read(ApiCall.ListOf(route, context, query), cursor)) is null || !route.IsPlace(place)))
            return (null, ProblemKind.Invalid.Says("The cursor belongs to no page of this list; begin again without one", Fault.In(Parameters.Cursor, "give next of a page of the same list, with the same filters and order")));
        var (element, refusal) = Body(context, route, body);
        return refusal is null ? (new(context, route, token, query, element, place), null) : (null, refusal);
    }

    private static (Dictionary<string, string> Query, List<Fault> Faults) Query(HttpContext context, ApiRoute route)
    {
        var (query, faults) = (new Dictionary<string, string>(StringComparer.Ordinal), new List<Fault>());
        foreach (var (name, values) in context.Request.Query.Take(50))
        {
            if (route.Query.FirstOrDefault(parameter => parameter.Name == name) is not { } known)
                faults.Add(Fault.In(name.Length > 100 ? name[..100] : name, route.Query.Count == 0 ? "there are no parameters here; leave it out" : $"there is no such parameter; there are {string.Join(", ", route.Query.Select(parameter => parameter.Name))}"));
            else if (values is not [{ } text])
                faults.Add(Fault.In(name, "give it once"));
            else if (SchemaFaults.OfText(known.Schema, text) is { } fault)
                faults.Add(Fault.In(name, fault));
            else
                query[name] = text;
        }

        return (query, faults);
    }

    private static (JsonElement? Body, ApiAnswer? Refusal) Body(HttpContext context, ApiRoute route, ReadOnlyMemory<byte> body)
    {
        if (route.Body is not { } schema)
            return body.IsEmpty ? (null, null) : (null, ProblemKind.Invalid.Says("Nothing is read here; send no body"));
        if (body.IsEmpty)
            return route.BodyIsOptional ? (null, null) : (null, ProblemKind.Invalid.Says("A body is wanted here; send JSON"));
        if (!IsJson(context.Request.ContentType))
            return (null, ProblemKind.NotJson.Says("Send JSON, and say so by Content-Type: application/json"));
        try
        {
            using var document = JsonDocument.Parse(body, Bounds);
            var faults = SchemaFaults.Of(schema, document.RootElement);
            return faults.Count == 0 ? (document.RootElement.Clone(), null) : (null, ProblemKind.Invalid.Says("The body does not have its form; errors says where", faults));
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // The latter is a name that is no UTF-8.
            var where = fault is JsonException { LineNumber: { } line, BytePositionInLine: { } at } ? FormattableString.Invariant($" (line {line + 1}, byte {at + 1})") : "";
            return (null, ProblemKind.Malformed.Says($"The body is no JSON that is read here{where}: send one object in UTF-8, not deeper than {Bounds.MaxDepth}, each field once"));
        }
    }

    private static bool IsJson(string? contentType) =>
        contentType?.Split(';')[0].Trim() is { } type && (type.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Equals("application/merge-patch+json", StringComparison.OrdinalIgnoreCase));

    /// <summary>The body, whole.</summary>
    /// <exception cref="BadHttpRequestException">It is larger than <see cref="WebRoom.MaxBody"/>.</exception>
    public static async Task<ReadOnlyMemory<byte>> BytesAsync(HttpContext context)
    {
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes, context.RequestAborted);
        return bytes.ToArray();
    }
}
