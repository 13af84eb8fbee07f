using Publisher.Posts.Rendering.Syntaxes;

namespace Publisher.Tests.Posts.Syntaxes;

public sealed class DirectiveTests
{
    [Theory]
    [InlineData(":::note\ntext\n:::\nafter", "> **Note**\n>\n> text\n\nafter")]
    [InlineData(":::tip[My *tip*]\ntext\n:::", "> **My *tip***\n>\n> text\n")]
    [InlineData(":::note タイトル\n本文\n:::", "> **タイトル**\n>\n> 本文\n")]
    [InlineData(":::message alert\n警告\n:::", "> **Alert**\n>\n> 警告\n")]
    [InlineData(":::message\n本文\n:::", "> 本文\n")]
    [InlineData("::::details 詳細\n:::message\n中\n:::\n::::", "> **詳細**\n>\n>\n> > 中\n>\n")]
    [InlineData(":::note\n```\n:::\n```\n:::", "> **Note**\n>\n> ```\n> :::\n> ```\n")]
    [InlineData(":::note\nunclosed", "> **Note**\n>\n> unclosed")]
    [InlineData("::: warning\ntext\n:::", "> **Warning**\n>\n> text\n")]
    [InlineData("@[youtube](abc)", "<https://www.youtube.com/watch?v=abc>")]
    [InlineData("@[card](https://zenn.dev/a)", "<https://zenn.dev/a>")]
    [InlineData("@[tweet](https://twitter.com/a/status/1)", "<https://twitter.com/a/status/1>")]
    [InlineData("a :::note b", "a :::note b")]
    [InlineData(":::", ":::")]
    public void Containers_become_quotations(string body, string expected) => Assert.Equal(expected, Bodies.Prepare(body, BodySyntax.Directives));
}
