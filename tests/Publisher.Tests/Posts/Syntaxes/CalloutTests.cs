using Publisher.Posts.Rendering.Syntaxes;

namespace Publisher.Tests.Posts.Syntaxes;

public sealed class CalloutTests
{
    [Theory]
    [InlineData("> [!note] 大事な話\n> text", "> **大事な話**\n>\n> text")]
    [InlineData("> [!warning]-\n> text", "> **Warning**\n>\n> text")]
    [InlineData("> [!NOTE]\n> text", "> **Note**\n>\n> text")]
    [InlineData("> a\n>> [!tip]\n>> b", "> a\n>> **Tip**\n>>\n>> b")]
    [InlineData("```\n> [!note]\n```", "```\n> [!note]\n```")]
    [InlineData("> [!unclosed", "> [!unclosed")]
    [InlineData("[!note] no quotation > here", "[!note] no quotation > here")]
    public void Callouts_become_quotations(string body, string expected) => Assert.Equal(expected, Bodies.Prepare(body, BodySyntax.Callouts));
}
