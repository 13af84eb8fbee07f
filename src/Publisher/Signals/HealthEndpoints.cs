using System.Text.Json;
using Publisher.Web;

namespace Publisher.Signals;

/// <summary>Whether the process lives, and whether it can do its work.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var readiness = routes.ServiceProvider.GetRequiredService<Readiness>();
        routes.MapMethods("/health/live", Methods.Look, context => AnswerAsync(context, StatusCodes.Status200OK, new Health("live")));
        routes.MapMethods("/health/ready", Methods.Look, async context =>
        {
            var problems = await readiness.ProblemsAsync(context.RequestAborted);
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
}
