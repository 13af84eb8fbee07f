using Spectre.Console;
using Spectre.Console.Rendering;

namespace Publisher.Commands;

/// <summary>Tables on standard output: as wide as the terminal, and never cut when they go to a file or a pipe.</summary>
internal static class Terminal
{
    private const int PipeWidth = 200;

    public static void Write(IRenderable content)
    {
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = PipeWidth;
        AnsiConsole.Write(content);
    }
}
