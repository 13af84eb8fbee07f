using Spectre.Console;
using Spectre.Console.Rendering;

namespace Publisher.Commands;

/// <summary>Tables on standard output: as wide as the terminal, in its letters, and never cut when they go to a file or a pipe.</summary>
internal static class Terminal
{
    private const int PipeWidth = 200;

    private static readonly string[] Locales = ["LC_ALL", "LC_CTYPE", "LANG"];

    public static void Write(IRenderable content)
    {
        var profile = AnsiConsole.Profile;
        if (Console.IsOutputRedirected)
            profile.Width = PipeWidth;
        if (content is Table table && !(profile.Capabilities.Unicode && HasUnicode(Environment.GetEnvironmentVariable)))
            table.Border = TableBorder.Ascii;
        AnsiConsole.Write(content);
    }

    /// <summary>Whether the locale lets more than ASCII through (POSIX, section 8.2: the first of the three that is set and not empty). One that was not set says nothing.</summary>
    public static bool HasUnicode(Func<string, string?> environment) =>
        Locales.Select(environment).FirstOrDefault(value => !string.IsNullOrEmpty(value)) is not ("C" or "POSIX");
}
