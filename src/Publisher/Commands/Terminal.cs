using Spectre.Console;
using Spectre.Console.Rendering;

namespace Publisher.Commands;

/// <summary>Tables on standard output: as wide as the terminal, in its letters, and never cut when they go to a file or a pipe.</summary>
internal static class Terminal
{
    private const int PipeWidth = 200;

    // Below it the columns of a table are too narrow to be read.
    private const int Narrow = 60;

    private static readonly string[] Locales = ["LC_ALL", "LC_CTYPE", "LANG"];

    public static void Write(IRenderable content)
    {
        var profile = AnsiConsole.Profile;
        if (Console.IsOutputRedirected)
            profile.Width = PipeWidth;
        if (content is Table table && !(profile.Capabilities.Unicode && HasUnicode(Environment.GetEnvironmentVariable)))
            table.Border = TableBorder.Ascii;
        AnsiConsole.Write(Fitted(content, profile.Width));
    }

    /// <param name="width">Of the terminal, in columns.</param>
    public static IRenderable Fitted(IRenderable content, int width) => content is Table { Columns.Count: > 2 } table && width < Narrow ? Blocks(table) : content;

    // A block a row: each cell beside the head of its column.
    private static Grid Blocks(Table table)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach (var row in table.Rows)
        {
            foreach (var (column, cell) in table.Columns.Zip(row).Where(pair => pair.Second is not Text { Length: 0 }))
                grid.AddRow(column.Header, cell);
            grid.AddEmptyRow();
        }

        return grid;
    }

    /// <summary>Whether the locale lets more than ASCII through (POSIX, section 8.2: the first of the three that is set and not empty). One that was not set says nothing.</summary>
    public static bool HasUnicode(Func<string, string?> environment) =>
        Locales.Select(environment).FirstOrDefault(value => !string.IsNullOrEmpty(value)) is not ("C" or "POSIX");
}
