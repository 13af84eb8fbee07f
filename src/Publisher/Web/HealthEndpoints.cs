using System.Data.Common;
using System.Text.Json;
using Publisher.Posts;
using Publisher.Storage;

namespace Publisher.Web;

/// <summary>Whether the process lives, and whether it can do its work.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes, Database database, CatalogueStore catalogues)
    {
        routes.MapMethods("/health/live", Methods.Look, context => AnswerAsync(context, StatusCodes.Status200OK, new Health("live")));
        routes.MapMethods("/health/ready", Methods.Look, async context =>
        {
            var problems = new[] { await DatabaseProblem(database, context.RequestAborted), PostsProblem(catalogues.Current) }.OfType<string>().ToList();
            await (problems.Count == 0
                ? AnswerAsync(context, StatusCodes.Status200OK, new Health("ready", problems))
                : AnswerAsync(context, StatusCodes.Status503ServiceUnavailable, new Health("not ready", problems)));
        });
    }

    private static Task AnswerAsync(HttpContext context, int status, Health answer)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.WriteBodyAsync(JsonSerializer.SerializeToUtf8Bytes(answer, HealthJson.Default.Health));
    }

    private static string? PostsProblem(Catalogue catalogue) =>
        catalogue == Catalogue.Empty ? "the posts have not been read yet" : catalogue.FolderProblem;

    private static async Task<string?> DatabaseProblem(Database database, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await database.OpenAsync(cancellation);
            await connection.QueryAsync("select count(*) from migrations", row => row.GetInt64(0), cancellation);
            return null;
        }
        catch (DbException fault)
        {
            return $"the database does not answer: {fault.Message}";
        }
    }
}
