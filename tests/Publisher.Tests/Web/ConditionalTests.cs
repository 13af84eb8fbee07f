using Microsoft.AspNetCore.Http;
using Publisher.Web;

namespace Publisher.Tests.Web;

/// <summary>If-None-Match and If-Modified-Since: RFC 9110, section 13.</summary>
public sealed class ConditionalTests
{
    private static readonly DateTimeOffset Changed = new(2026, 2, 13, 3, 0, 0, 999, TimeSpan.Zero);

    [Theory]
    [InlineData("\"abc\"", true)]
    [InlineData("W/\"abc\"", true)]
    [InlineData("  \"abc\"\t", true)]
    [InlineData("*", true)]
    [InlineData(" * ", true)]
    [InlineData("\"x\",\"abc\"", true)]
    [InlineData("\"x\" , W/\"y\" ,\t\"abc\"", true)]
    [InlineData("\"a,b\", \"abc\"", true)]
    [InlineData(",,\"abc\",,", true)]
    [InlineData("nonsense, \"abc\"", true)]
    [InlineData("\"abc\" nonsense", true)]
    [InlineData("abc", false)]
    [InlineData("\"ABC\"", false)]
    [InlineData("\"abc", false)]
    [InlineData("abc\"", false)]
    [InlineData("\"ab\"", false)]
    [InlineData("\"abcd\"", false)]
    [InlineData("\"abc-gz\"", false)]
    [InlineData("w/\"abc\"", false)]
    [InlineData("W/abc", false)]
    [InlineData("\"*\"", false)]
    [InlineData("*, \"x\"", false)]
    [InlineData("\"x,\"abc\",\"", false)]
    [InlineData("", false)]
    [InlineData("W/", false)]
    [InlineData("\"", false)]
    public void A_list_of_tags_holds_the_one(string tags, bool holds) => Assert.Equal(holds, Conditional.Holds(tags, "\"abc\""));

    [Fact]
    public void A_list_without_end_is_read_to_its_end()
    {
        Assert.True(Conditional.Holds(string.Concat(Enumerable.Repeat("\"x\",", 5000)) + "\"abc\"", "\"abc\""));
        Assert.False(Conditional.Holds(new string('"', 30_000), "\"abc\""));
    }

    [Theory]
    [InlineData("Fri, 13 Feb 2026 03:00:00 GMT", true)]
    [InlineData("Fri, 13 Feb 2026 02:59:59 GMT", false)]
    [InlineData("Friday, 13-Feb-26 03:00:00 GMT", true)]
    [InlineData("Fri Feb 13 03:00:00 2026", true)]
    [InlineData("Fri, 13 Feb 2099 03:00:00 GMT", true)]
    [InlineData("2026-13-13", false)]
    [InlineData("tomorrow", false)]
    [InlineData("", false)]
    public void A_date_is_read_by_the_second(string date, bool isKnown) => Assert.Equal(isKnown, IsKnown(("If-Modified-Since", date)));

    [Fact]
    public void A_tag_beats_a_date()
    {
        Assert.False(IsKnown(("If-None-Match", "\"x\""), ("If-Modified-Since", "Fri, 13 Feb 2099 03:00:00 GMT")));
        Assert.True(IsKnown(("If-None-Match", "\"abc\""), ("If-Modified-Since", "Mon, 01 Jan 2001 00:00:00 GMT")));
        Assert.False(IsKnown());
    }

    private static bool IsKnown(params (string Name, string Value)[] headers)
    {
        var all = new HeaderDictionary();
        foreach (var (name, value) in headers)
            all[name] = value;
        return Conditional.IsKnown(all, "\"abc\"", Changed);
    }
}
