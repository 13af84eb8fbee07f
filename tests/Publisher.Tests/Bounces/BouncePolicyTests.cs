using Publisher.Bounces;
using Publisher.Mail.Reports;

namespace Publisher.Tests.Bounces;

/// <summary>The table: what follows from a code.</summary>
public sealed class BouncePolicyTests
{
    private static readonly DateTimeOffset Day = new(2026, 2, 1, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("5.1.1 no such mailbox", "Hard")]
    [InlineData("5.1.3 bad address", "Hard")]
    [InlineData("5.1.6 moved", "Hard")]
    [InlineData("5.1.10 no such recipient", "Hard")]
    [InlineData("5.2.1 disabled", "Hard")]
    [InlineData("5.1.2 no such domain", "Unreachable")]
    [InlineData("5.4.1 no answer", "Unreachable")]
    [InlineData("5.4.4 no route", "Unreachable")]
    [InlineData("5.2.2 full", "Soft")]
    [InlineData("4.2.2 full", "Soft")]
    [InlineData("552 Quota exceeded", "Soft")]
    [InlineData("452 try later", "Soft")]
    [InlineData("4.4.7 given up", "Soft")]
    [InlineData("4.7.1 greylisted for ever", "Soft")]
    [InlineData("5.7.1 spam", "Block")]
    [InlineData("5.7.26 unauthenticated", "Block")]
    [InlineData("5.7.515 does not meet the level", "Block")]
    [InlineData("550 your address is on a blocklist", "Block")]
    [InlineData("5.3.4 too large", "Content")]
    [InlineData("5.2.3 too long", "Content")]
    [InlineData("5.6.7 no international addresses", "Content")]
    [InlineData("550 No such user here", "Hard")]
    [InlineData("550 5.0.0 recipient unknown", "Hard")]
    [InlineData("550 go away", "Soft")]
    [InlineData("5.0.0", "Soft")]
    [InlineData("nothing to go by", "Soft")]
    public void A_code_has_its_kind(string reply, string kind) => Assert.Equal(kind, BouncePolicy.Kind(StatusCode.Of(null, reply)).ToString());

    [Fact]
    public void One_hard_bounce_is_enough() => Assert.True(Suppresses(BounceKind.Hard, 0));

    [Fact]
    public void Trouble_with_a_domain_must_last_until_another_day()
    {
        Assert.False(Suppresses(BounceKind.Unreachable, 0));
        Assert.False(Suppresses(BounceKind.Unreachable, 0.2, (BounceKind.Unreachable, 0), (BounceKind.Unreachable, 0.1)));
        Assert.False(Suppresses(BounceKind.Unreachable, 1, (BounceKind.Soft, 0)));
        Assert.True(Suppresses(BounceKind.Unreachable, 1, (BounceKind.Unreachable, 0)));
    }

    [Fact]
    public void A_full_mailbox_must_be_full_five_times_in_three_weeks()
    {
        Assert.False(Suppresses(BounceKind.Soft, 30, (BounceKind.Soft, 0), (BounceKind.Soft, 1), (BounceKind.Soft, 2)));
        Assert.False(Suppresses(BounceKind.Soft, 20.9, (BounceKind.Soft, 0), (BounceKind.Soft, 1), (BounceKind.Soft, 2), (BounceKind.Soft, 3)));
        Assert.True(Suppresses(BounceKind.Soft, 21, (BounceKind.Soft, 0), (BounceKind.Soft, 1), (BounceKind.Soft, 2), (BounceKind.Unreachable, 3)));
        Assert.False(Suppresses(BounceKind.Soft, 21, (BounceKind.Soft, 0), (BounceKind.Soft, 1), (BounceKind.Block, 2), (BounceKind.Block, 3)));
    }

    [Theory]
    [InlineData("Block")]
    [InlineData("Content")]
    public void What_is_not_the_readers_fault_never_costs_the_reader(string kind) =>
        Assert.False(Suppresses(Enum.Parse<BounceKind>(kind), 100, [.. Enumerable.Range(0, 50).Select(day => (BounceKind.Block, (double)day))]));

    [Theory]
    [InlineData(1, 2000, false, false)]
    [InlineData(2, 2000, true, false)]
    [InlineData(5, 2000, true, false)]
    [InlineData(6, 2000, true, true)]
    [InlineData(1, 10, true, false)]
    [InlineData(2, 10, true, false)]
    [InlineData(3, 10, true, true)]
    public void Complaints_are_weighed_against_what_was_sent(long complaints, long sent, bool alarms, bool pauses) =>
        Assert.Equal((alarms, pauses), (ComplaintPolicy.IsAlarming(complaints, sent), ComplaintPolicy.Pauses(complaints, sent)));

    private static bool Suppresses(BounceKind kind, double day, params (BounceKind Kind, double Day)[] earlier) =>
        BouncePolicy.Suppresses(new(kind, Day.AddDays(day)), [.. earlier.Select(one => new Bounce(one.Kind, Day.AddDays(one.Day)))]);
}
