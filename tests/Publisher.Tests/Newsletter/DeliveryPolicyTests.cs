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

    [Theory]
    [InlineData("421 4.7.0 slow down", true)]
    [InlineData("450 4.7.1 greylisted", true)]
    [InlineData("451 later", true)]
    [InlineData("452 4.3.1 no room", true)]
    [InlineData("454 4.7.0 later", true)]
    [InlineData("452 4.2.2 mailbox full", false)]
    [InlineData("450 4.1.8 no such domain", false)]
    [InlineData("471 odd", false)]
    [InlineData("the connection broke before the message was whole: reset", false)]
    public void A_domain_that_asks_for_less_is_told_from_a_mailbox_that_is_full(string text, bool isTooFast) =>
        Assert.Equal(isTooFast, DeliveryPolicy.IsTooFast(new(ReplyKind.Deferred, text)));

    [Fact]
    public void A_mail_that_is_too_large_stops_its_issue_and_no_other()
    {
        Assert.Equal("the server takes no mail of that size: 552 5.3.4 too large", DeliveryPolicy.StopsIssue(new(ReplyKind.Faulted, "552 5.3.4 too large")));
        Assert.Null(DeliveryPolicy.StopsIssue(new(ReplyKind.Faulted, "550 5.7.1 not this sender")));
        Assert.Null(DeliveryPolicy.StopsIssue(new(ReplyKind.Refused, "552 5.2.2 mailbox full")));
    }

    [Fact]
    public void What_went_out_after_an_attempt_without_an_answer_says_that_it_may_be_there_twice() =>
        Assert.Equal("250 taken (perhaps for the second time: an attempt before had no answer)", Policy.After(new(ReplyKind.Accepted, "250 taken"), new(1, 1, 1, Now) { Unknowns = 1 }, Now, 0).Reply);

    private static Outcome After(ReplyKind kind, int attempts, DateTimeOffset? first = null) =>
        Policy.After(new(kind, "450 later"), new(1, 1, attempts, first), Now, 0.5);
}
