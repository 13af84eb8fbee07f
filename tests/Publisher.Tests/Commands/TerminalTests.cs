using Publisher.Commands;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Publisher.Tests.Commands;

public sealed class TerminalTests
{
    [Theory]
    [InlineData(40, "Reader  jane@example.com\nStatus  confirmed\nTopics  news\n\nReader  joe@example.com\nStatus  unconfirmed")]
    [InlineData(80, "│ jane@example.com │ confirmed   │ news   │")]
    public void A_table_on_a_narrow_terminal_is_a_block_a_row_without_what_is_empty(int width, string part)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Reader", "Status", "Topics")
            .AddRow(new Text("jane@example.com"), new Text("confirmed"), new Text("news"))
            .AddRow(new Text("joe@example.com"), new Text("unconfirmed"), new Text(""));
        Assert.Contains(part, Write(Terminal.Fitted(table, width), width), StringComparison.Ordinal);
    }

    private static string Write(IRenderable content, int width)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(text), Ansi = AnsiSupport.No });
        (console.Profile.Width, console.Profile.Capabilities.Unicode) = (width, true);
        console.Write(content);
        return string.Join('\n', text.ToString().ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()));
    }
}
