using Publisher.Feeds.Topics;

namespace Publisher.Tests.Feeds;

public sealed class TopicFeedsTests
{
    [Theory]
    [InlineData("News", "news")]
    [InlineData("AI最新ニュース", "ai最新ニュース")]
    [InlineData("Machine  Learning!", "machine-learning")]
    [InlineData("C", "c")]
    [InlineData("C#", "csharp")]
    [InlineData("C++", "cplusplus")]
    [InlineData(".NET", "dotnet")]
    [InlineData("net", "net")]
    [InlineData("../../etc/passwd", "etc-passwd")]
    [InlineData("e\u0301te\u0301", "été")]
    public void A_topic_lies_under_a_name_that_tells_it_from_others(string name, string slug) => Assert.Equal(slug, TopicSlug.Of(name));

    [Theory]
    [InlineData("🦀", "🐍")]
    [InlineData("!", "?")]
    public void Signs_alone_have_a_name_too(string one, string other)
    {
        Assert.NotEqual(TopicSlug.Of(one), TopicSlug.Of(other));
        Assert.Matches("^[0-9a-f-]{36}$", TopicSlug.Of(one));
    }

    [Fact]
    public void Spellings_of_one_topic_are_one_feed_by_the_spelling_most_used()
    {
        var posts = SomePost.Upto(3);
        posts[0] = posts[0] with { Tags = ["docker", "DOCKER"] };
        posts[1] = posts[1] with { Tags = ["Docker"] };
        posts[2] = posts[2] with { Tags = ["Docker", "other"] };
        var feeds = TopicFeeds.Of(posts, [TopicKind.Tags], "en", 20).ToList();
        Assert.Equal(["tags/docker/", "tags/other/"], feeds.Select(feed => feed.Prefix));
        Assert.Equal(("Docker", 3), (feeds[0].Name, feeds[0].Count));
        Assert.Equal(posts, feeds[0].Posts);
    }

    [Fact]
    public void Each_kind_has_its_folder_and_a_feed_holds_the_newest()
    {
        var posts = SomePost.Upto(5).Select((post, i) => post with { Authors = ["Ann"], Language = i == 0 ? "ja" : null }).ToList();
        var feeds = TopicFeeds.Of(posts, [TopicKind.Languages, TopicKind.Authors], "en-GB", 2).ToList();
        Assert.Equal(["authors/ann/", "languages/en-gb/", "languages/ja/"], feeds.Select(feed => feed.Prefix));
        Assert.Equal(posts.Take(2), feeds[0].Posts);
        Assert.Equal(5, feeds[0].Count);
        var plan = feeds[2].Plan(new());
        Assert.Equal(("日本語 – A blog", "ja"), (plan.TitleOn(SomePost.Site), plan.Language));
        Assert.Equal("English (GB)", feeds[1].Plan(new()).Topic);
    }
}
