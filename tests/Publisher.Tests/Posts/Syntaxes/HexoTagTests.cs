using Publisher.Posts.Rendering.Syntaxes;

namespace Publisher.Tests.Posts.Syntaxes;

public sealed class HexoTagTests
{
    [Theory]
    [InlineData("{% asset_img cat.png 猫 %}", "![猫](cat.png)")]
    [InlineData("{% asset_img big cat.png 200 200 \"A cat 'the alt'\" %}", "![the alt](cat.png \"A cat\")")]
    [InlineData("{% img left /a/b.png 350 350 \"Title\" \"Alt\" %}", "![Alt](/a/b.png \"Title\")")]
    [InlineData("{% img https://x.example/a.jpg %}", "![](https://x.example/a.jpg)")]
    [InlineData("{% post_link known 'A title' %} {% post_link other %}", "[A title](https://blog.example/known.html) other")]
    [InlineData("{% youtube abc %}", "<https://www.youtube.com/watch?v=abc>")]
    [InlineData("{% codeblock lang:js %}\nlet a = '{{ b }}';\n{% endcodeblock %}\n", "```js\nlet a = '{{ b }}';\n```\n")]
    [InlineData("{% codeblock Array.map lang:js https://x.example %}\na\n{% endcodeblock %}", "**Array.map**\n\n```js\na\n```")]
    [InlineData("{% raw %}{% x %} {{ y }}{% endraw %}", "{% x %} {{ y }}")]
    [InlineData("{% blockquote 夏目漱石 %}\n吾輩は猫\n{% endblockquote %}", "> 吾輩は猫\n>\n> — 夏目漱石\n")]
    [InlineData("{% note info Title %}\ntext\n{% endnote %}", "> **Title**\n>\n> text\n")]
    [InlineData("{% note %}\na\n{% note %}\nb\n{% endnote %}\n{% endnote %}", "> a\n> > b\n")]
    [InlineData("{% tabs X %}a {{ b }}{% endtabs %}", "a {{ b }}")]
    [InlineData("`{% a %}` {% if x %}b{% endif %}", "`{% a %}` b")]
    [InlineData("```\n{% raw %}\n```", "```\n{% raw %}\n```")]
    [InlineData("{% unclosed", "{% unclosed")]
    public void Tags_become_markdown(string body, string expected) => Assert.Equal(expected, Bodies.Prepare(body, BodySyntax.HexoTags));

    [Fact]
    public void What_is_not_known_is_told_with_its_line()
    {
        Bodies.Prepare("a\n{% mystery 1 %}\nb\n{% endmystery %}", BodySyntax.HexoTags, out var warnings);
        Assert.Equal((2, "The tag 'mystery' is not known here and is left out."), Assert.Single(warnings));
    }
}
