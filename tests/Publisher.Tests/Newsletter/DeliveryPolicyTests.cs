using Publisher.Mail;
using Publisher.Newsletter;

namespace Publisher.Tests.Newsletter;

public sealed class DeliveryPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 2, 11, 12, 0, 0, TimeSpan.Zero);
    private static readonly DeliveryPolicy Policy = new(new());

    [Theory]
    [InlineData(ReplyKind.Accepted, DeliveryStatus.Sent)]
    [InlineData(ReplyKind.Refused, DeliveryStatus.Failed)]
    [InlineData(ReplyKind.Deferred, DeliveryStatus.Deferred)]
    [InlineData(ReplyKind.Unknown, DeliveryStatus.Unknown)]
    internal void Each_reply_has_its_outcome(ReplyKind reply, DeliveryStatus status) => Assert.Equal(status, After(reply, 0).Status);

    [Fact]
    public void Waits_double_from_five_minutes_to_eight_hours()
    {
        TimeSpan[] waits = [.. Enumerable.Range(0, 9).Select(attempts => After(ReplyKind.Deferred, attempts).Due!.Value - Now)];
        Assert.Equal([5, 10, 20, 40, 80, 160, 320, 480, 480], waits.Select(wait => wait.TotalMinutes));
        Assert.Equal(TimeSpan.FromHours(8), After(ReplyKind.Deferred, int.MaxValue).Due!.Value - Now);
    }

    [Fact]
    public void Jitter_spreads_a_wait_by_a_tenth_to_either_side()
    {
        Assert.Equal(Now.AddMinutes(4.5), Policy.After(new(ReplyKind.Deferred, ""), new(1, 1, 0, null), Now, 0).Due);
        Assert.Equal(Now.AddMinutes(5.5), Policy.After(new(ReplyKind.Deferred, ""), new(1, 1, 0, null), Now, 1).Due);
    }

    [Fact]
    public void After_two_days_it_is_given_up()
    {
        Assert.Equal(DeliveryStatus.Deferred, After(ReplyKind.Deferred, 9, Now.AddDays(-2).AddSeconds(1)).Status);
        var last = After(ReplyKind.Deferred, 9, Now.AddDays(-2));
        Assert.Equal(DeliveryStatus.Failed, last.Status);
        Assert.StartsWith("given up: ", last.Reply, StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_in_a_row_rest_longer_up_to_a_quarter_of_an_hour()
    {
        Assert.Equal([15, 30, 60, 120], Enumerable.Range(1, 4).Select(faults => DeliveryPolicy.Rest(faults).TotalSeconds));
        Assert.Equal(TimeSpan.FromMinutes(15), DeliveryPolicy.Rest(int.MaxValue));
    }

    private static Outcome After(ReplyKind kind, int attempts, DateTimeOffset? first = null) =>
        Policy.After(new(kind, "450 later"), new(1, 1, attempts, first), Now, 0.5);
}
