using System.Globalization;
using Publisher.Tests.Web;

namespace Publisher.Tests.Subscribers;

/// <summary>A form that is abused is noticed.</summary>
public sealed class UpkeepTests : WebTests
{
    [Fact]
    public async Task When_few_confirm_it_is_said_once_a_day()
    {
        for (var i = 0; i < 20; i++)
            await PostAsync("/subscribe", ("email", string.Create(CultureInfo.InvariantCulture, $"a{i}@example.com")));
        await AdvanceAsync(4);
        Assert.Equal("Of 20 people who were asked to confirm since yesterday only 0 did", Assert.Single(Alarms()).Split(':')[0]);

        await AdvanceAsync(20);
        Assert.Single(Alarms());
    }

    [Fact]
    public async Task When_some_confirm_nothing_is_said()
    {
        for (var i = 0; i < 4; i++)
            await ReaderAsync(string.Create(CultureInfo.InvariantCulture, $"r{i}@example.com"));
        for (var i = 0; i < 16; i++)
            await PostAsync("/subscribe", ("email", string.Create(CultureInfo.InvariantCulture, $"a{i}@example.com")));
        await AdvanceAsync(4);

        Assert.Empty(Alarms());
    }

    private IEnumerable<string> Alarms() => Publisher.Log.Warnings.Where(line => line.Contains("asked to confirm", StringComparison.Ordinal));

    // Large steps, and after each a few so small that the schedule keeps its time.
    private async Task AdvanceAsync(int hours)
    {
        for (var i = 0; i < hours; i++)
        {
            Publisher.Time.Advance(TimeSpan.FromHours(1));
            await Publisher.AdvanceToAsync(Publisher.Time.GetUtcNow().AddSeconds(45), TimeSpan.FromSeconds(15));
        }
    }
}
