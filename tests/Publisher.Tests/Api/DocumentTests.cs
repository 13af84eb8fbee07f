using System.Globalization;
using System.Text.Json.Nodes;
using Json.Schema;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Publisher.Api;
using Publisher.Tests.Admin;

namespace Publisher.Tests.Api;

/// <summary>The OpenAPI document, read by a reader that others wrote, and and its forms, held against the answers by a validator that others wrote.</summary>
public sealed class DocumentTests : ApiTests
{
    private IReadOnlyList<ApiRoute> Routes => Publisher.Services.GetRequiredService<ApiRoutes>().All;

    [Fact]
    public async Task The_document_is_read_without_a_fault_and_has_every_route()
    {
        var answer = await SendAsync("GET", "/openapi.json", null);
        Assert.Equal("application/json", answer["Content-Type"]);
        using var bytes = new MemoryStream(answer.Bytes);
        var read = await OpenApiDocument.LoadAsync(bytes, "json");
        Assert.Empty(read.Diagnostic!.Errors.Select(error => $"{error.Pointer} {error.Message}"));
        Assert.Empty(read.Diagnostic.Warnings.Select(error => $"{error.Pointer} {error.Message}"));
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
        var document = read.Document!;
        Assert.Equal("https://blog.example/api/v1", document.Servers![0].Url);
        Assert.Equal(
            Routes.Select(route => (route.Id, route.Method, route.Path)).Order(),
            document.Paths.SelectMany(path => path.Value.Operations!.Select(operation => (operation.Value.OperationId!, operation.Key.Method, path.Key))).Order());
        Assert.Equal(["issue.sent", "subscriber.bounced", "subscriber.confirmed", "subscriber.left"], document.Webhooks!.Keys.Order());
        foreach (var route in Routes)
        {
            var operation = document.Paths[route.Path].Operations![new(route.Method)];
            Assert.Equal(route.Scope is { Length: > 0 } scope ? [scope] : [], operation.Security!.SelectMany(wanted => wanted.Values).SelectMany(scopes => scopes));
            Assert.Equal(route.Body is not null, operation.RequestBody is not null);
        }
    }

    [Fact]
    public async Task Every_answer_has_the_form_that_the_document_gives_it()
    {
        await Publisher.QuietAsync();
        await MadeData.WriteAsync(Publisher.Database, Start, subscribers: 60, issues: 4, "テスト");
        await ExecuteAsync("insert into releases (post_id, state, at) values ('tag:gone', 'held', 1)");
        Json(await PostAsync("/suppressions", """{"email":"gone@example.com"}"""));
        var document = JsonNode.Parse((await GetAsync("/openapi.json")).Bytes)!;
        foreach (var route in Routes.Where(route => route.Id != "showDocument").OrderBy(route => route.Method == "DELETE"))
        {
            var answer = await SendAsync(route.Method, Samples.Path(route, "2"), Token, Samples.Body(route));
            var responses = document["paths"]![route.Path]![route.Method.ToLowerInvariant()]!["responses"]!;
            var response = (int)answer.Status >= 400 ? document["components"]!["responses"]!["Problem"] : responses[((int)answer.Status).ToString(CultureInfo.InvariantCulture)];
            Assert.True(response is not null, $"{route.Id} answered {answer.Status}, which the document does not have");
            if (response["content"] is { } content)
                Holds(document, content[answer["Content-Type"]!]!["schema"]!, answer.Text, route.Id);
            else
                Assert.Equal("", answer.Text);
        }
    }

    private static void Holds(JsonNode document, JsonNode form, string text, string route)
    {
        var whole = new JsonObject { ["allOf"] = new JsonArray(form.DeepClone()), ["$defs"] = document["components"]!["schemas"]!.DeepClone() };
        var schema = JsonSchema.FromText(whole.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal));
        var held = schema.Evaluate(JsonNode.Parse(text), new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
        Assert.True(held.IsValid, $"{route}: {string.Join("; ", held.Details.Where(detail => detail.HasErrors).Select(detail => $"{detail.InstanceLocation} {string.Join(", ", detail.Errors!.Values)}"))}\n{text}");
    }
}
