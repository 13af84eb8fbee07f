using Publisher.Posts.Reading;

namespace Publisher.Tests.Posts;

public sealed class KnownNamesTests
{
    [Fact]
    public void A_name_is_kept_once_for_all_posts()
    {
        var names = new KnownNames();

        Assert.Same(names.Of([Anew("news")])[0], names.Of([Anew("notes"), Anew("news")])[1]);
        Assert.Equal(["News", "news"], names.Of(["News", "news"]));
        Assert.Empty(names.Of([]));
    }

    [Fact]
    public void Of_names_without_end_only_so_many_are_kept_and_all_are_given()
    {
        var names = new KnownNames();
        var many = Enumerable.Range(0, 20_000).Select(i => $"name {i}").ToList();

        Assert.Equal(many, names.Of(many));
        Assert.Same(names.Of([Anew("name 1")])[0], names.Of([Anew("name 1")])[0]);
        Assert.NotSame(names.Of([Anew("name 19999")])[0], names.Of([Anew("name 19999")])[0]);
    }

    private static string Anew(string text) => new(text.AsSpan());
}
