using Publisher.Posts;

namespace Publisher.Tests.Posts;

public sealed class TopicsTests : IDisposable
{
    private readonly Blog blog = new();

    public void Dispose() => blog.Dispose();

    [Theory]
    [InlineData("tags: [\"OpenAI\", 'Google']", "OpenAI|Google")]
    [InlineData("tags: one two  three", "one|two|three")]
    [InlineData("tags: one, two", "one,|two")]
    [InlineData("tag: one two", "one two")]
    [InlineData("tag: first\ntags: second", "first|second")]
    [InlineData("tags: ['one, two', three four]", "one, two|three four")]
    [InlineData("tags: [A, a, B]", "A|B")]
    [InlineData("tags: 2013", "2013")]
    [InlineData("tags: [1, 2.0, yes]", "1|2.0|yes")]
    [InlineData("tags:", "")]
    [InlineData("tags: []", "")]
    [InlineData("tags: ['', ~, ' ', x]", "x")]
    [InlineData("tags: {a: b}", "")]
    [InlineData("tags: |\n  one\n  two", "one|two")]
    [InlineData("tags: [\"a\\u0001b\"]", "ab")]
    public void Tags_are_lists_or_words(string head, string expected) => Assert.Equal(expected, string.Join('|', Read(head).Tags));

    [Theory]
    [InlineData("categories: [B, C]\ncategory: A D", "a.md", "B|C|A D")]
    [InlineData("categories: B C", "ja/news/_posts/deep/2026-01-01-a.md", "ja|news|B|C")]
    [InlineData("categories: JA", "ja/_posts/2026-01-01-a.md", "ja")]
    [InlineData("category: X", "foo/_drafts/a.md", "foo|X")]
    [InlineData("title: A", "folder/2026-01-01-a.md", "")]
    public void Categories_are_the_folders_above_then_those_of_the_head(string head, string name, string expected) =>
        Assert.Equal(expected, string.Join('|', Read(head, name).Categories));

    [Theory]
    [InlineData("author: \"Josh Aas, Executive Director\"", "Josh Aas, Executive Director")]
    [InlineData("author: [A, B]", "A|B")]
    [InlineData("authors: A\nauthor: B", "B|A")]
    [InlineData("author: {name: A, email: a@example.com}", "A")]
    [InlineData("authors:\n  - name: A\n    email: a@example.com\n  - B", "A|B")]
    [InlineData("author: {email: a@example.com}", "Site")]
    [InlineData("author:", "Site")]
    [InlineData("author: 編集部", "編集部")]
    public void Authors_are_names_and_never_addresses(string head, string expected)
    {
        using var owned = new Blog { Site = blog.Site with { Author = "Site" } };
        Assert.Equal(expected, string.Join('|', owned.Read($"---\n{head}\n---\nBody").Authors));
    }

    [Fact]
    public void Topics_are_categories_and_tags_without_case() => Assert.Equal(["A", "b", "C"], Read("categories: [A, b]\ntags: [B, C]").Topics);

    private Post Read(string head, string name = "2026-02-11-a.md") => blog.Read($"---\n{head}\n---\nBody", name);
}
