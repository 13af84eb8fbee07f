using System.Collections.Concurrent;
using Publisher.Tests.Support;

namespace Publisher.Tests.WebSub;

/// <summary>Hubs of others hear of a change: after it is served, once, and as long as it takes.</summary>
public sealed class PingTests : HubTests
{
    private LoopbackServer hub = null!;
    private LoopbackServer other = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        (hub, other) = (await LoopbackServer.HubAsync(), await LoopbackServer.HubAsync());
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await hub.DisposeAsync();
        await other.DisposeAsync();
    }

    [Fact]
    public async Task A_change_is_told_once_with_both_names_of_the_feed()
    {
        await StartAsync(hub.Url.AbsoluteUri);
        await HeardAsync(hub, 1);
        await PublishAsync("The second");
        await HeardAsync(hub, 2);
        await PassAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(2, hub.All.Count);
        Assert.All(hub.All, ping => Assert.Equal(("POST", "/", "publish", Topic, Topic), (ping.Method, ping.Path, ping["hub.mode"], ping["hub.url"], ping["hub.topic"])));
        Assert.Equal("application/x-www-form-urlencoded", hub.All[0].Headers["Content-Type"]);
        Assert.Equal(0, await CountAsync("websub_pings"));
        Assert.Empty(Publisher.Log.Warnings);
    }

    [Fact]
    public async Task What_the_hub_hears_of_is_served_already()
    {
        var served = new ConcurrentQueue<string>();
        hub.Answer = _ =>
        {
            served.Enqueue(Publisher.GetAsync("/atom.xml").GetAwaiter().GetResult());
            return new(204);
        };
        await StartAsync();
        await StopAsync();
        WritePost("Saved while nothing ran");
        await StartAsync(hub.Url.AbsoluteUri);
        await HeardAsync(hub, 1);
        WritePost("Saved while it ran");
        await HeardAsync(hub, 2);

        Assert.Contains("Saved while nothing ran", served.First(), StringComparison.Ordinal);
        Assert.Contains("Saved while it ran", served.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_changed_nothing_is_told()
    {
        await StartAsync(hub.Url.AbsoluteUri);
        await HeardAsync(hub, 1);
        WritePost("The first");
        await PassAsync(TimeSpan.FromMinutes(5));
        await StopAsync();
        await StartAsync(hub.Url.AbsoluteUri);
        await PassAsync(TimeSpan.FromMinutes(5));

        Assert.Single(hub.All);
    }

    [Fact]
    public async Task A_hub_that_fails_is_tried_again_after_waits_that_double()
    {
        var attempts = new ConcurrentQueue<DateTimeOffset>();
        hub.Answer = _ =>
        {
            attempts.Enqueue(Now);
            return new(500);
        };
        await StartAsync(hub.Url.AbsoluteUri);
        await PassAsync(TimeSpan.FromHours(4));
        hub.Answer = _ => new(202);
        await PassAsync(TimeSpan.FromHours(1.5));

        var waits = attempts.Zip(attempts.Skip(1), (one, next) => (int)(next - one).TotalMinutes).ToList();
        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], waits);
        Assert.Equal(attempts.Count + 1, hub.All.Count);
        Assert.Contains(hub.Url.AbsoluteUri, Assert.Single(Publisher.Log.Warnings), StringComparison.Ordinal);
        Assert.Contains("takes pings again", Publisher.Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hub_that_never_answers_keeps_neither_posts_nor_other_hubs_waiting()
    {
        Limits = Patient;
        hub.Answer = _ => new(0);
        await StartAsync(hub.Url.AbsoluteUri, other.Url.AbsoluteUri);
        await HeardAsync(hub, 1);
        await HeardAsync(other, 1);
        await PublishAsync("The second");

        Assert.Single(hub.All);
    }

    [Fact]
    public async Task Of_a_hub_that_is_silent_or_not_there_too_long_two_lines_tell()
    {
        Limits = new() { Timeout = TimeSpan.FromMilliseconds(300), GiveUpPingAfter = TimeSpan.FromHours(3) };
        hub.Answer = _ => new(0);
        await StartAsync(hub.Url.AbsoluteUri, "http://127.0.0.1:1/", other.Url.AbsoluteUri);
        await PassAsync(TimeSpan.FromHours(1));
        await PublishAsync("The second");
        await PassAsync(TimeSpan.FromHours(5));

        Assert.InRange(other.All.Count, 2, int.MaxValue);
        Assert.Equal(0, await CountAsync("websub_pings"));
        foreach (var down in new[] { hub.Url.AbsoluteUri, "http://127.0.0.1:1/" })
        {
            Assert.Collection(
                Publisher.Log.Warnings.Where(line => line.Contains(down, StringComparison.Ordinal)),
                line => Assert.Contains("will be tried again", line, StringComparison.Ordinal),
                line => Assert.Contains("no ping for 3 hours", line, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Changes_that_come_while_a_hub_is_down_make_one_ping()
    {
        hub.Answer = _ => new(503);
        await StartAsync(hub.Url.AbsoluteUri);
        await HeardAsync(hub, 1);
        await PublishAsync("The second");
        await PublishAsync("The third");
        hub.Answer = _ => new(204);
        await PassAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(2, hub.All.Count);
    }

    [Fact]
    public async Task A_change_that_comes_while_a_ping_is_under_way_is_told_too()
    {
        Limits = Patient;
        using var begun = new ManualResetEventSlim();
        using var changed = new ManualResetEventSlim();
        hub.Answer = _ =>
        {
            begun.Set();
            return new(changed.Wait(Patient.Timeout) ? 204 : 500);
        };
        await StartAsync(hub.Url.AbsoluteUri);
        await Publisher.UntilAsync(() => begun.IsSet, "the first ping");
        await PublishAsync("The second");
        changed.Set();
        await HeardAsync(hub, 2);
        await PassAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(2, hub.All.Count);
        Assert.Equal(0, await CountAsync("websub_pings"));
    }

    [Fact]
    public async Task A_ping_that_waits_outlives_a_restart()
    {
        hub.Answer = _ => new(503);
        await StartAsync(hub.Url.AbsoluteUri);
        await HeardAsync(hub, 1);
        await Publisher.QuietAsync();
        await StopAsync();
        hub.Answer = _ => new(204);
        await StartAsync(hub.Url.AbsoluteUri);
        await PassAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(2, hub.All.Count);
    }

    [Fact]
    public async Task A_change_that_a_crash_left_unannounced_is_told_at_the_next_start()
    {
        await StartAsync(hub.Url.AbsoluteUri);
        await HeardAsync(hub, 1);
        await Publisher.QuietAsync();
        // The file was replaced, and the process died before it noted that.
        await ExecuteAsync("update websub_topics set tag = 'of the file before'");
        await StopAsync();
        await StartAsync(hub.Url.AbsoluteUri);
        await PassAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(2, hub.All.Count);
    }

    [Fact]
    public async Task A_hub_that_the_settings_name_no_more_is_told_nothing()
    {
        hub.Answer = _ => new(503);
        await StartAsync(hub.Url.AbsoluteUri);
        await HeardAsync(hub, 1);
        await Publisher.QuietAsync();
        await StopAsync();
        await StartAsync(other.Url.AbsoluteUri);
        await PassAsync(TimeSpan.FromMinutes(10));

        Assert.Single(hub.All);
        Assert.Single(other.All);
        Assert.Equal(0, await CountAsync("websub_pings"));
    }

    private Task HeardAsync(LoopbackServer server, int count) => Publisher.UntilAsync(() => server.All.Count == count, $"{count} pings");
}
