using Publisher.Newsletter;

namespace Publisher.Tests.Newsletter;

public sealed class IssueNameTests
{
    private static readonly DateTimeOffset Day = new(2026, 2, 11, 9, 0, 0, TimeSpan.FromHours(9));

    [Theory]
    [InlineData("Spring cleaning: what I kept!", "x", "2026-02-11-spring-cleaning-what-i-kept-")]
    [InlineData("Résumé d’été", "x", "2026-02-11-resume-dete-")]
    [InlineData("メールの届き方は四通りあります", "how-often", "2026-02-11-how-often-")]
    [InlineData("C#でフィードを読む方法", "c-sharp", "2026-02-11-c-sharp-")]
    [InlineData("日本語の記事", "日本語の記事", "2026-02-11-weekly-")]
    [InlineData("A title that goes on and on, further than any address should ever go", "x", "2026-02-11-a-title-that-goes-on-and-on-further-than-any-")]
    public void An_issue_is_named_by_its_day_and_what_ascii_can_tell_of_it(string subject, string file, string expected)
    {
        var slug = IssueSlug.Of(Day, "weekly/ja/1", [subject, file, "weekly"]);

        Assert.Equal(expected, slug[..^8]);
        Assert.Matches("^[a-z0-9-]+$", slug);
    }

    [Fact]
    public void The_same_issue_has_the_same_name_everywhere_and_another_has_another()
    {
        Assert.Equal(IssueSlug.Of(Day, "a", ["x"]), IssueSlug.Of(Day, "a", ["x"]));
        Assert.Equal(2_000, Enumerable.Range(0, 2_000).Select(i => IssueSlug.Of(Day, $"weekly/en/{i}", ["x"])).Distinct().Count());
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("One word", 1)]
    [InlineData("https://example.com/a/very/long/address", 0)]
    public void Short_texts_take_a_minute_and_none_takes_none(string text, int minutes) => Assert.Equal(minutes, ReadingTime.Minutes(text));

    [Fact]
    public void Japanese_is_counted_by_characters_and_English_by_words()
    {
        Assert.Equal(2, ReadingTime.Minutes(string.Concat(Enumerable.Repeat("読みやすい。", 200))));
        Assert.Equal(2, ReadingTime.Minutes(string.Concat(Enumerable.Repeat("don't stop <https://example.com/> ", 220))));
        Assert.Equal(2, ReadingTime.Minutes(string.Concat(Enumerable.Repeat("フィードreaderの話 ", 100))));
    }
}
