using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Publisher.Api.Forms;
using Publisher.Api.Routes;
using Publisher.Posts;

namespace Publisher.Api;

/// <summary>Writes the routes as an OpenAPI 3.1 document.</summary>
internal static class OpenApiText
{
    private const string Token = "token";
    private const string About =
        "Lists come in pages: give `next` of one as `cursor` of the next. What is wrong is a problem (RFC 9457). A POST, PATCH or DELETE with an `Idempotency-Key` is done once, however often it is sent within a day.";

    public static byte[] Of(IReadOnlyList<ApiRoute> routes, Site site) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["openapi"] = "3.1.1",
        ["info"] = new JsonObject { ["title"] = $"{site.Title}: the API of its Publisher", ["version"] = "1", ["description"] = About },
        ["servers"] = new JsonArray(new JsonObject { ["url"] = site.Url.AbsoluteUri.TrimEnd('/') + ApiRoute.Root }),
        ["paths"] = new JsonObject(routes.GroupBy(route => route.Path).Select(path => KeyValuePair.Create(path.Key, (JsonNode?)new JsonObject(path.Select(route => KeyValuePair.Create(route.Method.ToLowerInvariant(), (JsonNode?)Operation(route))))))),
        ["webhooks"] = WebhookText.All(),
        ["components"] = new JsonObject
        {
            ["schemas"] = new JsonObject(Named(routes).Select(schema => KeyValuePair.Create(schema.Name!, (JsonNode?)SchemaText.Whole(schema)))),
            ["responses"] = new JsonObject { ["Problem"] = Response("What went wrong.", Shapes.Problem, "application/problem+json") },
            ["securitySchemes"] = new JsonObject { [Token] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "Made by `publisher api-tokens create NAME --scope SCOPE`; the scopes that an operation takes stand with it." } },
        },
        ["tags"] = new JsonArray([.. routes.Select(route => route.Tag).Distinct().Select(tag => (JsonNode?)new JsonObject { ["name"] = tag })]),
    }.ToJsonString());

    private static IEnumerable<Schema> Named(IReadOnlyList<ApiRoute> routes) => routes
        .SelectMany(route => route.Results.Select(result => result.Schema).Append(route.Body))
        .Append(Shapes.Problem)
        .SelectMany(SchemaText.Named)
        .Concat(WebhookText.Schemas)
        .DistinctBy(schema => schema.Name)
        .OrderBy(schema => schema.Name, StringComparer.Ordinal);

    private static JsonObject Operation(ApiRoute route)
    {
        var operation = new JsonObject
        {
            ["operationId"] = route.Id,
            ["summary"] = route.Summary,
            ["tags"] = new JsonArray(route.Tag),
            ["parameters"] = new JsonArray([.. Parameters(route)]),
            ["responses"] = new JsonObject([.. route.Results.Select(result => KeyValuePair.Create(result.Status.ToString(CultureInfo.InvariantCulture), (JsonNode?)Response(result.About, result.Schema, "application/json"))), KeyValuePair.Create("default", (JsonNode?)Problem())]),
            ["security"] = route.Scope is { } scope ? new JsonArray(new JsonObject { [Token] = scope.Length == 0 ? new JsonArray() : new JsonArray(scope) }) : new JsonArray(),
        };
        if (route.Body is { } body)
            operation["requestBody"] = new JsonObject { ["required"] = !route.BodyIsOptional, ["content"] = Content("application/json", body) };
        return operation;
    }

    private static IEnumerable<JsonNode?> Parameters(ApiRoute route) =>
    [
        .. route.Holes.Select(hole => Parameter(hole, "path", true, hole == "id" ? Schema.Number("The number of the thing.") with { Least = 1 } : Schema.Text(hole == "hash" ? "As the list gives it." : "Its name."))),
        .. route.Query.Select(parameter => Parameter(parameter.Name, "query", false, parameter.Schema)),
        .. route.Writes ? [Parameter(KeptAnswers.Header, "header", false, Schema.Text("Any text that no other request of this token has: the request is done once, however often it is sent within a day.", KeptAnswers.Longest, 1))] : Array.Empty<JsonNode?>(),
    ];

    private static JsonObject Parameter(string name, string place, bool isRequired, Schema schema) => new()
    {
        ["name"] = name,
        ["in"] = place,
        ["required"] = isRequired,
        ["description"] = schema.About,
        ["schema"] = SchemaText.Of(schema with { About = null }),
    };

    private static JsonObject Problem() => new() { ["$ref"] = "#/components/responses/Problem" };

    private static JsonObject Response(string about, Schema? schema, string type)
    {
        var response = new JsonObject { ["description"] = about };
        if (schema is not null)
            response["content"] = Content(type, schema);
        return response;
    }

    private static JsonObject Content(string type, Schema schema) => new() { [type] = new JsonObject { ["schema"] = schema == new Schema("object") ? new() { ["type"] = "object" } : SchemaText.Of(schema) } };
}
