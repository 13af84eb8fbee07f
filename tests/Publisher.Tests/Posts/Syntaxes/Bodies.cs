using Publisher.Posts.Rendering.Syntaxes;

namespace Publisher.Tests.Posts.Syntaxes;

/// <summary>A body in a small world for the tests of its syntaxes.</summary>
internal static class Bodies
{
    public static BodyContext World { get; } = new()
    {
        SiteUrl = new("https://blog.example/"),
        SiteTitle = "Blog",
        Site = new Dictionary<string, object?> { ["description"] = "日々", ["data"] = new Dictionary<string, object?> { ["list"] = new List<object?> { "a", "b" } } },
        Page = new Dictionary<string, object?> { ["title"] = "題", ["tags"] = new List<object?> { "x", "y" }, ["date"] = new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.FromHours(9)), ["n"] = 3 },
        PostUrl = static name => name.Contains("known", StringComparison.Ordinal) ? new Uri("https://blog.example/known.html") : null,
    };

    public static string Prepare(string body, BodySyntax syntax, out List<(int Line, string Message)> warnings) =>
        BodyText.Prepare(body, syntax, World, warnings = []);

    public static string Prepare(string body, BodySyntax syntax) => Prepare(body, syntax, out _);
}
