using Publisher.Api;

namespace Publisher.Tests.Api;

/// <summary>A request for each route of the API that has its form.</summary>
internal static class Samples
{
    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["addSubscriber"] = """{"email":"new@example.com","cadence":"weekly","topics":["News"],"language":"en","confirmed":true}""",
        ["changeSubscriber"] = """{"cadence":"daily"}""",
        ["releasePosts"] = """{"ids":["tag:nothing"]}""",
        ["dismissPosts"] = """{"ids":["tag:nothing"]}""",
        ["suppress"] = """{"email":"gone@example.com"}""",
    };

    public static string? Body(ApiRoute route) => Bodies.GetValueOrDefault(route.Id);

    /// <param name="id">In the place of each number.</param>
    public static string Path(ApiRoute route, string id = "1") =>
        route.Path.Replace("{id}", id, StringComparison.Ordinal).Replace("{hash}", new string('0', 64), StringComparison.Ordinal).Replace("{name}", "invalid", StringComparison.Ordinal);
}
