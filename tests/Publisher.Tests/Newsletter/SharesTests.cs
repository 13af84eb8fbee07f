using Publisher.Newsletter;

namespace Publisher.Tests.Newsletter;

public sealed class SharesTests
{
    [Theory]
    [InlineData(1, 1, 50)]
    [InlineData(3, 1, 75)]
    [InlineData(1, 4, 20)]
    public void Ways_that_ask_as_often_as_they_like_get_their_shares(int first, int second, int expected)
    {
        var shares = At(first, second);
        Assert.InRange(Turns(shares, 100), expected - 1, expected + 1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_way_that_was_away_makes_up_for_no_more_than_a_chunk(bool comesBackFirst)
    {
        var shares = At(1, 1);
        shares.Leave(0);
        Assert.Equal(0, Turns(shares, 40, first: false));
        if (comesBackFirst)
            shares.Leave(1);
        shares.Enter(0);
        if (comesBackFirst)
            shares.Enter(1);
        Assert.InRange(Turns(shares, 20), 10, 12);
    }

    [Fact]
    public void What_was_not_there_is_not_counted()
    {
        var shares = At(1, 1);
        Assert.True(shares.TryTake(0, ChunkSize.Least, isUrgent: false));
        Assert.False(shares.TryTake(0, ChunkSize.Least, isUrgent: false));
        shares.GiveBack(0, ChunkSize.Least);
        Assert.True(shares.TryTake(0, ChunkSize.Least, isUrgent: false));
    }

    [Fact]
    public void Nobody_waits_for_ever()
    {
        var shares = At(1, 1);
        Assert.True(shares.TryTake(0, ChunkSize.Least, isUrgent: false));
        Assert.True(shares.TryTake(0, ChunkSize.Least, isUrgent: true));
        shares.Leave(1);
        Assert.True(shares.TryTake(0, ChunkSize.Least, isUrgent: false));
    }

    private static Shares At(params int[] weights)
    {
        var shares = new Shares(weights);
        for (var way = 0; way < weights.Length; way++)
            shares.Enter(way);
        return shares;
    }

    // How many of so many turns were the first way's.
    private static int Turns(Shares shares, int turns, bool first = true)
    {
        var (own, all) = (0, 0);
        for (var round = 0; all < turns; round++)
        {
            if (first && shares.TryTake(0, ChunkSize.Least, isUrgent: false))
                (own, all) = (own + 1, all + 1);
            if (all < turns && shares.TryTake(1, ChunkSize.Least, isUrgent: false))
                all++;
        }

        return own;
    }
}
