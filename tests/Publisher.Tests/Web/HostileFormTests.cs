using System.Collections.Concurrent;
using System.Net;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Publisher.Mail;
using Publisher.Tests.Support;

namespace Publisher.Tests.Web;

/// <summary>Forms and addresses from people who mean no good.</summary>
public sealed class HostileFormTests : WebTests
{
    [Theory]
    [InlineData("a..b@example.com", null)]
    [InlineData(".a@example.com", null)]
    [InlineData("a.@example.com", null)]
    [InlineData("a@example..com", null)]
    [InlineData("a@-example.com", null)]
    [InlineData("a@exam_ple.com", null)]
    [InlineData("\"a b\"@example.com", null)]
    [InlineData("a(comment)@example.com", null)]
    [InlineData("a@example.com(comment)", null)]
    [InlineData("a@example.com\0", null)]
    [InlineData("a\u007f@example.com", null)]
    [InlineData("a\u200b@example.com", null)]
    [InlineData("a\u202e@example.com", null)]
    [InlineData("a@[IPv6:::1]", null)]
    [InlineData("a@127.0.0.1", null)]
    [InlineData("a@localhost", null)]
    [InlineData("=cmd@example.com", "=cmd@example.com")]
    [InlineData("a+b'c@example.com", "a+b'c@example.com")]
    [InlineData("a@例え.テスト", "a@xn--r8jz45g.xn--zckzah")]
    [InlineData("a@BÜCHER.example", "a@xn--bcher-kva.example")]
    [InlineData("用户@例え.テスト", "用户@xn--r8jz45g.xn--zckzah")]
    public async Task An_address_is_taken_in_one_form_or_refused(string typed, string? taken)
    {
        var answer = await PostAsync("/subscribe", ("email", typed));

        Assert.Equal(taken is null ? HttpStatusCode.BadRequest : HttpStatusCode.OK, answer.Status);
        Assert.Equal(taken is null ? [] : [taken], await QueryAsync("select email from subscribers"));
    }

    [Theory]
    [InlineData(64, 189, true)]
    [InlineData(65, 100, false)]
    [InlineData(64, 190, false)]
    [InlineData(64, 255, false)]
    [InlineData(1, 318, false)]
    public async Task An_address_is_as_long_as_mail_servers_take_it(int local, int domain, bool taken)
    {
        var labels = string.Join('.', Enumerable.Repeat(new string('d', 20), 20));
        var email = $"{new string('a', local)}@{labels[..(domain - 4)].TrimEnd('.').PadRight(domain - 4, 'd')}.com";

        Assert.Equal(taken ? HttpStatusCode.OK : HttpStatusCode.BadRequest, (await PostAsync("/subscribe", ("email", email))).Status);
    }

    [Fact]
    public void No_text_makes_an_address_with_a_control_or_a_space_in_it() => Gen.String[Gen.Char["a@.\r\n\t \0,;:<>()[]\\\"x例"], 0, 30].Sample(text =>
    {
        if (EmailAddress.TryParse(text, out var email))
            Assert.DoesNotContain(email.Address, letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || ",;:<>()[]\\\"".Contains(letter, StringComparison.Ordinal));
    });

    [Fact]
    public async Task Control_characters_in_any_field_reach_no_mail_and_no_header()
    {
        const string nasty = "x\r\nBcc: victim@example.com\r\n\u0001\u0085\u2028<b>";
        foreach (var field in new[] { "cadence", "topics", "language", "timeZone", "format", "pauseUntil", "token", "choice", nasty })
            await PostAsync("/subscribe", ("email", "reader@example.com"), (field, nasty));
        await Publisher.UntilAsync(() => Outbox.To("reader@example.com").Count > 0, "the mail");

        var mail = Outbox.To("reader@example.com")[0];
        Assert.Empty(mail.Bcc);
        Assert.DoesNotContain("victim", mail.ToString(), StringComparison.Ordinal);
        Assert.Equal([""], await QueryAsync("select topics from subscribers"));
    }

    [Theory]
    [InlineData("/subscribe")]
    [InlineData("/reader/address/x")]
    [InlineData("/reader/old-address/x")]
    [InlineData("/preferences/x")]
    public async Task A_body_of_a_megabyte_is_refused(string path)
    {
        var head = $"POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1048576\r\n\r\n";
        var raw = await Wire.PourAsync(Server, head, Enumerable.Repeat((byte)'a', 1024).ToArray(), 1024);

        Assert.StartsWith("HTTP/1.1 413 ", raw, StringComparison.Ordinal);
        Assert.Empty(Publisher.Log.Warnings);
    }

    [Fact]
    public async Task A_flood_from_one_network_makes_few_readers_and_few_mails()
    {
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i =>
            SendAsync(HttpMethod.Post, "/subscribe", new FormUrlEncodedContent([KeyValuePair.Create("email", $"a{i}@example.com")]), ("X-Forwarded-For", $"203.0.113.{i}"))));

        Assert.Equal(["2"], await QueryAsync("select count(*) from subscribers"));
        Assert.Equal(["2"], await QueryAsync("select count(*) from notices"));
        Assert.Empty(Publisher.Log.Warnings);
    }

    [Fact]
    public async Task No_link_and_no_address_reaches_the_log_whatever_is_logged()
    {
        using var folder = new TemporaryFolder();
        using var everything = new Everything();
        await using var publisher = await RunningPublisher.StartAsync(folder, Start, services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(everything)));
        using (await publisher.PostAsync("/subscribe", ("email", "reader@example.com")))
        {
            await publisher.UntilAsync(() => new Outbox(folder).To("reader@example.com").Count > 0, "the mail");
        }

        var confirm = RunningPublisher.PathIn(new Outbox(folder).To("reader@example.com")[0].TextBody, "confirm");
        using var confirmed = await publisher.PostAsync(confirm);
        var preferences = RunningPublisher.PathIn(await confirmed.Content.ReadAsStringAsync(), "preferences");
        await publisher.Database.WriteAsync(transaction => Storage.Sql.ExecuteAsync(transaction, "alter table subscribers rename to away", CancellationToken.None), CancellationToken.None);
        using var broken = await publisher.Http.GetAsync(preferences);
        await Wire.SendAsync(publisher.Http.BaseAddress!, $"POST {preferences} HTTP/1.1\r\nHost: x\r\nContent-Length: nonsense\r\n\r\n");

        Assert.Equal(HttpStatusCode.InternalServerError, broken.StatusCode);
        Assert.NotEmpty(everything.Lines);
        foreach (var path in new[] { confirm, preferences })
            Assert.DoesNotContain(everything.Lines, line => line.Contains(path[(path.LastIndexOf('/') + 1)..], StringComparison.Ordinal));
        Assert.DoesNotContain(everything.Lines, line => line.Contains("reader@example.com", StringComparison.Ordinal));
    }

    // What the program lets through, at every level.
    private sealed class Everything : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Lines.Enqueue(state.ToString() ?? "");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
