using Publisher.Posts.Rendering.Syntaxes;

namespace Publisher.Tests.Posts.Syntaxes;

public sealed class WikiLinkTests
{
    [Theory]
    [InlineData("[[known]]", "[known](https://blog.example/known.html)")]
    [InlineData("[[known|ラベル]]", "[ラベル](https://blog.example/known.html)")]
    [InlineData("| [[known\\|in a table]] |", "| [in a table](https://blog.example/known.html) |")]
    [InlineData("[[known#Some Heading|label]]", "[label](https://blog.example/known.html#some-heading)")]
    [InlineData("[[#Here]]", "[Here](#here)")]
    [InlineData("[[別のページ]]", "別のページ")]
    [InlineData("[[Page|label]]", "label")]
    [InlineData("![[スクリーン ショット.png|300]]", "![](<スクリーン%20ショット.png>)")]
    [InlineData("![[x.png]]", "![](x.png)")]
    [InlineData("![[known]]", "[known](https://blog.example/known.html)")]
    [InlineData("a %%hidden\ntext%% b", "a  b")]
    [InlineData("a ==marked== b", "a marked b")]
    [InlineData("if a == b and b == c", "if a == b and b == c")]
    [InlineData("`[[known]]` `==a==` `%%a%%`", "`[[known]]` `==a==` `%%a%%`")]
    [InlineData("[[ -f x ]]", "[[ -f x ]]")]
    [InlineData("[[unclosed", "[[unclosed")]
    public void Links_lead_to_posts(string body, string expected) => Assert.Equal(expected, Bodies.Prepare(body, BodySyntax.WikiLinks));
}
