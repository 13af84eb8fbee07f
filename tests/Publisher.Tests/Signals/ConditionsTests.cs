using Publisher.Newsletter;
using Publisher.Posts;
using Publisher.Signals;
using Publisher.Subscribers;

namespace Publisher.Tests.Signals;

public sealed class ConditionsTests
{
    private static readonly Facts Well = new(
        DateTimeOffset.UnixEpoch,
        new Dictionary<PostStatus, int>(),
        null,
        new Dictionary<SubscriberStatus, long>(),
        new Dictionary<DeliveryStatus, long>(),
        TimeSpan.Zero,
        TimeSpan.Zero,
        TimeSpan.Zero,
        [],
        new(0, 0),
        [],
        null,
        false);

    [Fact]
    public void All_is_well_where_nothing_stands() => Assert.Empty(Conditions.Of(Well));

    [Fact]
    public void A_pause_by_the_operator_is_no_news_and_a_wrong_account_is_its_own_kind()
    {
        var alerts = Conditions.Of(Well with { Stopped = [new(1, IssueBook.ByOperator), new(2, "25 mails in a row were refused"), new(3, $"{Accounts.Wrong}: 4 planned")] }).ToList();
        Assert.Equal([("issue", "issue 2"), ("account", "account 3")], alerts.Select(alert => (alert.Kind, alert.Name)));
    }

    [Fact]
    public void A_long_queue_that_moves_is_no_trouble_and_one_that_stands_is()
    {
        var waiting = Well with { QueueAge = TimeSpan.FromHours(5), SinceSent = TimeSpan.FromMinutes(1) };
        Assert.Empty(Conditions.Of(waiting));
        Assert.Equal(["queue"], Conditions.Of(waiting with { SinceSent = TimeSpan.FromMinutes(20) }).Select(alert => alert.Kind));
        Assert.Equal(["fence"], Conditions.Of(waiting with { SinceSent = TimeSpan.FromMinutes(20), Fenced = "it is a copy" }).Select(alert => alert.Kind));
    }

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(1, 5000, false)]
    [InlineData(50, 5000, true)]
    [InlineData(1, 20, true)]
    public void Refusals_by_policy_are_weighed_against_the_mails(long refused, long planned, bool tells) =>
        Assert.Equal(tells, Conditions.Of(Well with { Policy = new(refused, planned) }).Any(alert => alert.Kind == "policy"));

    [Fact]
    public void Every_kind_is_known_to_who_counts_them()
    {
        var all = Well with
        {
            Stopped = [new(2, "refused"), new(3, Accounts.Wrong)],
            Policy = new(1, 1),
            FeedFaults = ["The feed file cannot be written"],
            ScheduleLag = TimeSpan.FromHours(1),
            QueueAge = TimeSpan.FromHours(1),
            SinceSent = TimeSpan.FromHours(1),
            AreServersResting = true,
            FolderProblem = "The posts folder is gone",
        };
        Assert.Equal(Conditions.Kinds.Order(), Conditions.Of(all).Concat(Conditions.Of(all with { Fenced = "it is a copy" })).Select(alert => alert.Kind).Distinct().Order());
    }

    [Theory]
    [InlineData("550 5.1.1 <jane.doe+news@example.com>: no such user", "550 5.1.1 <(address)>: no such user")]
    [InlineData("jane@example.com, joe@例え.jp refused", "(address), (address) refused")]
    public void No_address_is_told(string text, string plain) => Assert.Equal(plain, Conditions.Plain(text));

    [Fact]
    public void Nothing_is_told_at_length() => Assert.Equal(301, Conditions.Plain(new string('x', 5000)).Length);
}
