using System.Globalization;

namespace Publisher.Posts;

internal enum Severity
{
    Warning,
    Error,
}

/// <summary>Something about a file that its author should know, and where.</summary>
/// <param name="Path">Relative to the posts folder, with <c>/</c>.</param>
/// <param name="Line">Counted from 1; 0 where no line can be named.</param>
internal sealed record Problem(string Path, int Line, Severity Severity, string Message)
{
    /// <summary><c>path:line: severity: message</c>, as editors understand it.</summary>
    public string In(string folder) => $"{Place(folder)}: {(Severity == Severity.Error ? "error" : "warning")}: {Message}";

    /// <summary><c>path:line</c>.</summary>
    public string Place(string folder) =>
        string.Create(CultureInfo.InvariantCulture, $"{System.IO.Path.Combine(folder, Path)}{(Line > 0 ? $":{Line}" : "")}");
}
