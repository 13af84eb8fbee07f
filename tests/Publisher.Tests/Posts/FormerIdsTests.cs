using Publisher.Posts;
using Publisher.Posts.Identity;
using Publisher.Posts.Reading;

namespace Publisher.Tests.Posts;

/// <summary>Who takes over a blog shows its readers nothing old as new.</summary>
public sealed class FormerIdsTests
{
    // What jekyll-feed, Hugo's own template and WordPress write for such posts.
    [Theory]
    [InlineData("Jekyll", "", "https://blog.example/b/2026/02/11/a-post")]
    [InlineData("Jekyll", "permalink: /2026/a-post/", "https://blog.example/b/2026/a-post")]
    [InlineData("Jekyll", "permalink: /about/", "https://blog.example/b/a-post")]
    [InlineData("Jekyll", "slug: 日本語", "https://blog.example/b/2026/02/11/%E6%97%A5%E6%9C%AC%E8%AA%9E")]
    [InlineData("Jekyll", "categories: [News]", "https://blog.example/b/news/2026/02/11/a-post")]
    [InlineData("Jekyll", "id: 22", "https://blog.example/b/2026/02/11/a-post")]
    [InlineData("Jekyll", "guid: https://old.example/?p=22", "https://old.example/?p=22")]
    [InlineData("Hugo", "", "https://blog.example/b/2026/02/11/a-post.html")]
    [InlineData("Hugo", "permalink: /日本語/", "https://blog.example/b/%E6%97%A5%E6%9C%AC%E8%AA%9E/")]
    [InlineData("WordPress", "wordpress_id: 22", "https://blog.example/b/?p=22")]
    [InlineData("WordPress", "guid: https://old.example/?p=23\nwordpress_id: 22", "https://old.example/?p=23")]
    [InlineData("WordPress", "id: 22", "https://blog.example/b/?p=22")]
    public void A_post_that_is_new_to_us_takes_the_id_that_it_had(string scheme, string head, string id)
    {
        var identified = Identify([], Enum.Parse<IdScheme>(scheme), $"{head}\n");
        Assert.Equal(id, Assert.Single(identified.Posts).Id);
    }

    [Theory]
    [InlineData("Stable", "")]
    [InlineData("WordPress", "")]
    [InlineData("WordPress", "id: abc")]
    public void Where_there_was_none_it_gets_ours(string scheme, string head) =>
        Assert.StartsWith("urn:uuid:", Assert.Single(Identify([], Enum.Parse<IdScheme>(scheme), $"{head}\n").Posts).Id);

    [Fact]
    public void A_post_that_we_published_keeps_its_id()
    {
        var known = Identify([], IdScheme.Stable, "").Changes;
        Assert.Equal(Assert.Single(known).Id, Assert.Single(Identify(known, IdScheme.Hugo, "").Posts).Id);
    }

    [Fact]
    public void An_address_that_a_deleted_post_had_makes_no_second_post_of_its_id()
    {
        var gone = Identify([], IdScheme.Hugo, "").Changes.Select(row => row with { Gone = DateTimeOffset.UnixEpoch, ContentHash = "another" }).ToList();
        Assert.StartsWith("urn:uuid:", Assert.Single(Identify(gone, IdScheme.Hugo, "").Posts).Id);
    }

    private static Identified Identify(IReadOnlyList<RegisteredPost> known, IdScheme ids, string head)
    {
        using var blog = new Blog(new() { Format = PostFormat.Jekyll }, url: "https://blog.example/b/", zone: "UTC");
        blog.Write("2026-02-11-a-post.md", $"---\ntitle: A post\n{head}---\nText.\n");
        var post = new PostReader(blog.Site, SiteFile.Find(blog.Folder, PostFormat.Jekyll), blog.Options, ids: ids).Read(blog.Finder.Find()!["2026-02-11-a-post.md"]);
        return PostIdentity.Assign(known.ToDictionary(row => row.Id), [blog.Judge(post)], blog.Time.GetUtcNow());
    }
}
