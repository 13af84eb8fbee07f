using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Publisher.Api;
using Publisher.Api.Forms;
using Publisher.Api.Routes;
using Publisher.Tests.Admin;

namespace Publisher.Tests.Api;

/// <summary>The OpenAPI document, read by a reader that others wrote, and held against the answers.</summary>
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
        await MadeData.WriteAsync(Publisher.Database, Start, subscribers: 60, issues: 4, "テスト");
        await ExecuteAsync("insert into releases (post_id, state, at) values ('tag:gone', 'held', 1)");
        Json(await PostAsync("/suppressions", """{"email":"gone@example.com"}"""));
        foreach (var route in Routes.Where(route => route.Id != "showDocument").OrderBy(route => route.Method == "DELETE"))
        {
            var answer = await SendAsync(route.Method, Samples.Path(route, "2"), Token, Samples.Body(route));
            var status = (int)answer.Status;
            if (status >= 400)
            {
                Assert.Equal("application/problem+json", answer["Content-Type"]);
                Holds(Shapes.Problem, answer.Text, route.Id);
            }
            else
            {
                var result = Assert.Single(route.Results, result => result.Status == status);
                if (result.Schema is { } schema)
                    Holds(schema, answer.Text, route.Id);
                else
                    Assert.Equal("", answer.Text);
            }
        }
    }

    private static void Holds(Schema schema, string text, string route)
    {
        using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(text));
        var faults = SchemaFaults.Of(schema, document.RootElement);
        Assert.True(faults.Count == 0, $"{route}: {string.Join("; ", faults)}\n{text}");
    }
}
