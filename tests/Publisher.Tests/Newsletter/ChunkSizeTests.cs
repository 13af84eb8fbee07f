using Publisher.Newsletter;

namespace Publisher.Tests.Newsletter;

public sealed class ChunkSizeTests
{
    [Theory]
    [InlineData(50, 1_000_000, 40, 50)]
    [InlineData(50, 8_000, 40, 50)]
    [InlineData(50, 3_000, 40, 18)]
    [InlineData(50, 300, 10, 7)]
    [InlineData(50, 30, 10, 1)]
    [InlineData(200, 300, 1, 75)]
    [InlineData(50, 0, 10, 1)]
    public void Of_a_small_issue_every_connection_has_a_share(int mails, long planned, int connections, int share) => Assert.Equal(share, ChunkSize.Share(mails, planned, connections));

    [Fact]
    public void More_is_claimed_at_once_where_mails_are_soon_sent_and_little_where_each_takes_its_time()
    {
        var (soon, late) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4));
        var size = ChunkSize.First;
        Assert.Equal(50, size.Mails);
        Assert.Equal(100, (size = size.After(50, soon)).Mails);
        Assert.Equal(200, (size = size.After(100, soon)).Mails);
        Assert.Equal(200, (size = size.After(200, soon)).Mails);
        Assert.Equal(100, (size = size.After(200, late)).Mails);
        // There were no more.
        Assert.Equal(100, size.After(99, soon).Mails);
        Assert.Equal(100, size.After(100, TimeSpan.FromSeconds(2)).Mails);
        Assert.Equal(50, size.After(100, late).After(50, late).Mails);
    }
}
