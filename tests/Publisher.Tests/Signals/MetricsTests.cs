using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Publisher.Signals;
using Publisher.Storage;
using Publisher.Tests.Support;

namespace Publisher.Tests.Signals;

/// <summary>The figures as Prometheus reads them. Alone, since the figures of other services in this process would be among them.</summary>
[Collection("alone")]
public sealed partial class MetricsTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 2, 13, 3, 0, 1, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();
    private readonly SmtpServer smtp = new();
    private RunningPublisher? publisher;

    private RunningPublisher Publisher => publisher!;

    public async ValueTask DisposeAsync()
    {
        if (publisher is not null)
            await publisher.DisposeAsync();
        await smtp.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task What_happened_is_counted_and_no_reader_is_named()
    {
        smtp.Script = (stage, context) => stage == SmtpStage.Rcpt && context.To!.StartsWith("no", StringComparison.Ordinal) ? SmtpAction.Reply(550, "5.1.1 <no@example.com> is not here") : SmtpAction.Continue;
        await SendAsync("jane@example.com", "joe@example.com", "no@example.com");
        await Publisher.GetAsync("/rss.xml");
        var figures = await FiguresAsync();

        Assert.Equal(
            ("2", "1", "0", "3"),
            (figures["publisher_mails_total{outcome=\"sent\"}"], figures["publisher_mails_total{outcome=\"failed\"}"], figures["publisher_queue{status=\"pending\"}"], figures["publisher_subscribers{status=\"confirmed\"}"]));
        Assert.Equal(("2", "1"), (figures["publisher_posts{status=\"published\"}"], figures["publisher_feed_requests_total{answer=\"200\"}"]));
        Assert.Equal("1", figures["publisher_compose_duration_seconds_count{cadence=\"instant\"}"]);
        Assert.DoesNotContain("@", await Publisher.GetAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_figure_of_the_dashboard_and_of_the_alert_rules_is_there()
    {
        await SendAsync("jane@example.com");
        var there = Name().Matches(await Publisher.GetAsync("/metrics")).Select(match => match.Value).ToHashSet();
        foreach (var file in new[] { "grafana/publisher.json", "prometheus/publisher.rules.yml" })
        {
            var named = Name().Matches(await File.ReadAllTextAsync(Path.Combine(Ops(), file), TestContext.Current.CancellationToken)).Select(match => match.Value).ToHashSet();
            Assert.NotEmpty(named);
            Assert.Empty(named.Except(there));
        }
    }

    [Fact]
    public async Task A_proxy_is_not_let_in_and_without_the_page_nobody_is()
    {
        publisher = await RunningPublisher.StartAsync(folder, Start);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(null));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("203.0.113.9"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(null, HttpVersion.Version10));
        await Publisher.DisposeAsync();

        publisher = await RunningPublisher.StartAsync(folder, Start, "metrics.enabled=false");
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(null));
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:10.1.2.3", true)]
    [InlineData("192.0.2.7", true)]
    [InlineData("192.0.2.8", false)]
    [InlineData("2001:db8::1", false)]
    public void Who_is_elsewhere_is_let_in_by_name(string address, bool isLetIn)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        Assert.Equal(isLetIn, new MetricsDoor(new() { Allow = ["10.0.0.0/8", "192.0.2.7"] }).Lets(context));
    }

    [Theory]
    [InlineData("check", "publisher.rules.yml")]
    [InlineData("test", "publisher.rules.test.yml")]
    public async Task Prometheus_takes_the_alert_rules(string verb, string file)
    {
        StaticHost.Require("promtool");
        using var process = Process.Start(new ProcessStartInfo("promtool", [verb, "rules", Path.Combine(Ops(), "prometheus", file)]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (await process.StandardOutput.ReadToEndAsync(), await process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output + errors);
    }

    private async Task SendAsync(params string[] readers)
    {
        folder.Write("posts/2026-01-01-old.md", Some.PostText("Old"));
        publisher = await RunningPublisher.StartAsync(folder, Start, "mail.transport=smtp", "mail.from=news@blog.example", "mail.smtp.host=127.0.0.1", $"mail.smtp.port={smtp.Port}", "mail.smtp.security=none");
        await Publisher.QuietAsync();
        foreach (var reader in readers)
        {
            await Publisher.Database.WriteAsync(
                transaction => transaction.ExecuteAsync("insert into subscribers (email, email_key, status, cadence, topics, language, caught_up_to, requested_at) values (@email, @email, 'confirmed', 'instant', '', 'en', 0, 0)", default, ("email", reader)), default);
        }

        folder.Write("posts/2026-02-12-new.md", Some.PostText("New", "2026-02-12"));
        await Publisher.UntilAsync(() => smtp.Commands.Count(command => command.StartsWith("RCPT", StringComparison.OrdinalIgnoreCase)) >= readers.Length, "the mails");
        await Publisher.QuietAsync();
        Publisher.Time.Advance(TimeSpan.FromSeconds(11));
    }

    // Without the scope, which is the same for all.
    private async Task<Dictionary<string, string>> FiguresAsync() => (await Publisher.GetAsync("/metrics")).Split('\n')
        .Where(line => line.StartsWith("publisher_", StringComparison.Ordinal))
        .Select(line => line.Replace("otel_scope_name=\"Publisher\",", "", StringComparison.Ordinal).Split(' '))
        .ToDictionary(words => words[0], words => words[1]);

    private async Task<HttpStatusCode> StatusAsync(string? forwardedFor, Version? version = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics") { Version = version ?? HttpVersion.Version11 };
        if (forwardedFor is not null)
            request.Headers.Add("X-Forwarded-For", forwardedFor);
        using var answer = await Publisher.Http.SendAsync(request);
        return answer.StatusCode;
    }

    private static string Ops()
    {
        var place = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(place!.FullName, "Publisher.sln")))
            place = place.Parent;
        return Path.Combine(place.FullName, "ops");
    }

    [GeneratedRegex("(publisher|dotnet)_[a-z_]+[a-z]")]
    private static partial Regex Name();
}
