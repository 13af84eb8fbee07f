using Publisher.Newsletter;

namespace Publisher.Tests.Newsletter;

/// <summary>When refusals are our fault, and an issue stops.</summary>
public sealed class ErrorBudgetTests
{
    [Fact]
    public void Twenty_five_refusals_in_a_row_stop_an_issue()
    {
        var budget = new ErrorBudget(1);
        Assert.All(Enumerable.Range(1, 24), _ => Assert.Null(budget.Note(true, "550 no")));
        Assert.Null(budget.Note(false, "250 yes"));
        Assert.All(Enumerable.Range(1, 24), _ => Assert.Null(budget.Note(true, "550 no")));
        Assert.Equal("25 mails in a row were refused, the last with: 554 5.7.1 blocked", budget.Note(true, "554 5.7.1 blocked"));
    }

    [Fact]
    public void More_than_a_quarter_of_a_hundred_stop_it()
    {
        var budget = new ErrorBudget(0.25);
        string? reason = null;
        for (var i = 0; i < 100; i++)
            reason = budget.Note(i % 4 == 0, "550 no");
        Assert.Null(reason);
        for (var i = 0; reason is null; i++)
            reason = budget.Note(i % 3 == 0, "550 no");
        Assert.Equal("of the last 100 mails 26 were refused, the last with: 550 no", reason);
    }

    [Fact]
    public void Few_refusals_among_few_mails_mean_nothing()
    {
        var budget = new ErrorBudget(0);
        Assert.All(Enumerable.Range(1, 20), _ => Assert.Null(budget.Note(true, "550 5.1.1 no such user")));
    }

    [Theory]
    [InlineData(1_000_000, 0.01, 10_000)]
    [InlineData(1_000, 0.01, 10)]
    [InlineData(900, 0.01, 0)]
    [InlineData(1_000_000, 0, 0)]
    public void A_large_issue_goes_to_a_few_first(long planned, double share, long size) => Assert.Equal(size, Canary.Size(planned, share));

    [Theory]
    [InlineData(10, 0, 0, 0, "Pass")]
    [InlineData(9, 1, 0, 0, "Pass")]
    [InlineData(6, 4, 0, 0, "Stop")]
    [InlineData(9, 0, 1, 0, "Wait")]
    [InlineData(5, 0, 0, 5, "Pass")]
    [InlineData(4, 0, 0, 6, "Wait")]
    public void The_rest_follows_when_those_came_to_a_good_end(long sent, long failed, long sending, long deferred, string verdict) => Assert.Equal(
        verdict,
        Canary.Judge(
            new Dictionary<DeliveryStatus, long> { [DeliveryStatus.Sent] = sent, [DeliveryStatus.Failed] = failed, [DeliveryStatus.Sending] = sending, [DeliveryStatus.Deferred] = deferred },
            0.25).ToString());
}
