using Publisher.Posts.Reading;

namespace Publisher.Tests.Posts;

public sealed class FrontMatterSplitterTests
{
    [Theory]
    [InlineData("---\ntitle: A\n---\nBody\n", "title: A\n", 2, "Body\n", 4)]
    [InlineData("---  \ntitle: A\n--- \t\nBody", "title: A\n", 2, "Body", 4)]
    [InlineData("---\ntitle: A\n...\nBody", "title: A\n", 2, "Body", 4)]
    [InlineData("\n  \n---\ntitle: A\n---\nBody", "title: A\n", 4, "Body", 6)]
    [InlineData("---\n---\nBody", "", 2, "Body", 3)]
    [InlineData("---\ntitle: A\n---", "title: A\n", 2, "", 4)]
    [InlineData("---\ntitle: |\n  one\n  ---\n  two\n---\nBody", "title: |\n  one\n  ---\n  two\n", 2, "Body", 7)]
    [InlineData("---\ntitle: a --- b\n----\n---\nBody", "title: a --- b\n----\n", 2, "Body", 5)]
    [InlineData("---\na: b\n---\nBody\n---\nMore", "a: b\n", 2, "Body\n---\nMore", 4)]
    public void The_head_stands_between_its_fences(string text, string head, int headLine, string body, int bodyLine) =>
        Assert.Equal(new(head, headLine, body, bodyLine), FrontMatterSplitter.Split(text));

    [Theory]
    [InlineData("Just a body\n---\nwith a rule\n")]
    [InlineData(" ---\ntitle: A\n---\n")]
    [InlineData("----\ntitle: A\n----\n")]
    [InlineData("...\ntitle: A\n---\n")]
    [InlineData("{ is no JSON }")]
    [InlineData("x")]
    [InlineData("\n\n\n")]
    public void Without_an_opening_fence_all_is_body(string text) => Assert.Equal(new(null, 0, text, 1), FrontMatterSplitter.Split(text));

    [Theory]
    [InlineData("---\ntitle: A\n\nBody", 1)]
    [InlineData("\n\n---\ntitle: A\n ---\n", 3)]
    [InlineData("---", 1)]
    public void A_head_that_is_never_closed_is_a_fault_where_it_begins(string text, int line)
    {
        var fault = Assert.Throws<PostException>(() => FrontMatterSplitter.Split(text));
        Assert.Equal(line, fault.Line);
        Assert.Contains("never closed", fault.Message, StringComparison.Ordinal);
    }
}
