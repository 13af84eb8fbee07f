using Publisher.Newsletter;

namespace Publisher.Tests.Newsletter;

public sealed class ChunkSizeTests
{
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
