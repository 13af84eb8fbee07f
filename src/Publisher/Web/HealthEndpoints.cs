using System.Data.Common;
using Publisher.Posts;
using Publisher.Storage;

namespace Publisher.Web;

/// <summary>Whether the process lives, and whether it can do its work.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes, Database database, CatalogueStore catalogues)
    {
        routes.MapGet("/health/live", () => Results.Json(new { status = "live" }));
        routes.MapGet("/health/ready", async (CancellationToken cancellation) =>
        {
            var problems = new[] { await DatabaseProblem(database, cancellation), PostsProblem(catalogues.Current) }.OfType<string>().ToList();
            return problems.Count == 0
                ? Results.Json(new { status = "ready", problems })
                : Results.Json(new { status = "not ready", problems }, statusCode: StatusCodes.Status503ServiceUnavailable);
        });
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
