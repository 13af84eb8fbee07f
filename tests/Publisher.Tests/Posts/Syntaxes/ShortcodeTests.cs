using Publisher.Posts.Rendering.Syntaxes;

namespace Publisher.Tests.Posts.Syntaxes;

public sealed class ShortcodeTests
{
    [Theory]
    [InlineData("{{< figure src=\"a.png\" alt=\"猫\" >}}", "![猫](a.png)")]
    [InlineData("{{< figure src=\"a b.png\" caption=\"A cat\" title=\"T\" link=\"/x\" >}}", "[![A cat](<a%20b.png> \"T\")](/x)\n\n*A cat*\n")]
    [InlineData("{{< youtube w7Ft2ymGmfc >}}", "<https://www.youtube.com/watch?v=w7Ft2ymGmfc>")]
    [InlineData("{{< youtube id=\"abc\" autoplay=\"true\" >}}", "<https://www.youtube.com/watch?v=abc>")]
    [InlineData("{{< vimeo 12 >}} {{< gist spf13 7896402 >}}", "<https://vimeo.com/12> <https://gist.github.com/spf13/7896402>")]
    [InlineData("{{< tweet user=\"a\" id=\"1\" >}}", "<https://twitter.com/a/status/1>")]
    [InlineData("[a]({{< ref \"posts/known.md#part\" >}}) [b]({{% relref \"other.md\" %}})", "[a](https://blog.example/known.html#part) [b](other.md)")]
    [InlineData("{{< highlight go \"linenos=table\" >}}\nif {{< x >}}\n{{< /highlight >}}", "```go\nif {{< x >}}\n```")]
    [InlineData("{{</* youtube id */>}} {{%/* a */%}}", "{{< youtube id >}} {{% a %}}")]
    [InlineData("{{< notice tip >}}本文{{< /notice >}}", "本文")]
    [InlineData("{{% alert %}}*a*{{% /alert %}}", "*a*")]
    [InlineData("{{< button href=\"x\" text=\"Press\" />}}", "Press")]
    [InlineData("{{< param foo >}}a{{< unknown >}}b", "ab")]
    [InlineData("`{{< a >}}`\n\n```\n{{< b >}}\n```", "`{{< a >}}`\n\n```\n{{< b >}}\n```")]
    [InlineData("{{< a >}}{{< b >}}x{{< /a >}}{{< /b >}}", "x")]
    [InlineData("{{< unclosed", "{{< unclosed")]
    public void Shortcodes_become_markdown(string body, string expected) => Assert.Equal(expected, Bodies.Prepare(body, BodySyntax.Shortcodes));

    [Fact]
    public void What_is_not_known_is_told_with_its_line()
    {
        Bodies.Prepare("a\n{{< mystery >}}\n{{< mystery >}}", BodySyntax.Shortcodes, out var warnings);
        Assert.Equal(2, Assert.Single(warnings).Line);
        Assert.Contains("mystery", warnings[0].Message, StringComparison.Ordinal);
    }
}
