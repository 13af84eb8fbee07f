using Publisher.Mail;
using Publisher.Newsletter;

namespace Publisher.Tests.Newsletter;

public sealed class PolicyBlocksTests
{
    private static readonly DateTimeOffset Now = new(2026, 2, 13, 3, 0, 0, TimeSpan.Zero);
    private static readonly TransportReply Taken = new(ReplyKind.Accepted, "250 2.0.0 ok");
    private static readonly TransportReply Blocked = new(ReplyKind.Refused, "550 5.7.1 blocked");
    private static readonly TransportReply Unknown = new(ReplyKind.Refused, "550 5.1.1 no such user");

    private readonly PolicyBlocks blocks = new();

    [Fact]
    public void More_than_one_in_twenty_is_too_much_and_told_once_a_day()
    {
        Assert.All(Enumerable.Repeat(Taken, 38), reply => Assert.Null(blocks.Note("example.com", reply, Now)));
        Assert.Null(blocks.Note("example.com", Blocked, Now));
        Assert.Null(blocks.Note("example.com", Blocked, Now));
        Assert.Equal(new(3, 41, true), blocks.Note("example.com", Blocked, Now));
        Assert.Equal(new(4, 42, false), blocks.Note("example.com", Blocked, Now.AddHours(1)));
        Assert.Equal(new(5, 43, true), blocks.Note("example.com", Blocked, Now.AddHours(24)));
    }

    [Fact]
    public void Readers_who_are_gone_are_no_policy_and_few_mails_tell_nothing()
    {
        Assert.All(Enumerable.Repeat(Unknown, 100), reply => Assert.Null(blocks.Note("example.com", reply, Now)));
        Assert.All(Enumerable.Repeat(Blocked, 19), reply => Assert.Null(blocks.Note("example.org", reply, Now)));
        Assert.NotNull(blocks.Note("example.org", Blocked, Now));
    }

    [Fact]
    public void What_was_refused_long_ago_is_made_up_for()
    {
        foreach (var reply in Enumerable.Repeat(Blocked, 20))
            blocks.Note("example.com", reply, Now);
        Assert.All(Enumerable.Repeat(Taken, 500), reply => Assert.Null(blocks.Note("example.com", reply, Now)));
        Assert.Null(blocks.Note("example.com", Blocked, Now));
    }
}
