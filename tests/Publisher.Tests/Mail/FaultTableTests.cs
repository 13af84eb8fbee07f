using System.Runtime.CompilerServices;
using Publisher.Mail;
using Publisher.Tests.Support;

namespace Publisher.Tests.Mail;

/// <summary>Every fault at every stage: what becomes of the message, and whether the connection is used again. The table in docs/delivery.md is this test's, renewed by running with PUBLISHER_RENEW_GOLDEN=1.</summary>
public sealed class FaultTableTests
{
    private const string Password = "correct horse battery";

    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(250);
    private static readonly string[] Faults = ["4xx", "5xx", "421", "drop", "silence", "garbage", "slow", "long", "endless"];

    private static readonly Dictionary<SmtpStage, string> Stages = new()
    {
        [SmtpStage.Connect] = "greeting",
        [SmtpStage.Ehlo] = "EHLO",
        [SmtpStage.StartTls] = "STARTTLS",
        [SmtpStage.Auth] = "AUTH",
        [SmtpStage.Mail] = "MAIL",
        [SmtpStage.Rcpt] = "RCPT",
        [SmtpStage.Data] = "DATA",
        [SmtpStage.Body] = "body",
        [SmtpStage.Dot] = "final dot",
        [SmtpStage.Accepted] = "final answer",
        [SmtpStage.Quit] = "QUIT",
    };

    [Fact]
    public async Task Every_fault_at_every_stage_ends_as_the_documentation_says()
    {
        List<string> lines = [$"| | {string.Join(" | ", Faults)} |", $"|---|{string.Concat(Enumerable.Repeat("---|", Faults.Length))}"];
        foreach (var (stage, name) in Stages)
        {
            var cells = await Task.WhenAll(Faults.Select(fault => CellAsync(stage, fault)));
            lines.Add($"| {name} | {string.Join(" | ", cells)} |");
        }

        Golden(string.Join('\n', lines));
    }

    [Theory]
    [InlineData(SmtpSecurity.StartTls, "stripped")]
    [InlineData(SmtpSecurity.StartTls, "expired")]
    [InlineData(SmtpSecurity.StartTls, "another name")]
    [InlineData(SmtpSecurity.Tls, "expired")]
    [InlineData(SmtpSecurity.Tls, "another name")]
    [InlineData(SmtpSecurity.Tls, "no TLS at all")]
    internal async Task A_password_never_leaves_where_TLS_is_not_what_it_should_be(SmtpSecurity security, string fault)
    {
        await using var server = new SmtpServer
        {
            Login = ("me", Password),
            IsTlsFromTheStart = security == SmtpSecurity.Tls && fault != "no TLS at all",
            Certificate = fault switch
            {
                "expired" => SmtpWire.SelfMadeCertificate("127.0.0.1", new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero)),
                "another name" => SmtpWire.SelfMadeCertificate("mail.example.org", new(2120, 1, 1, 0, 0, 0, TimeSpan.Zero)),
                _ => null,
            },
        };
        var reply = await server.SendAsync(SomeMail.English, server.Options() with { Security = security, Username = "me", Password = Password, Timeout = TimeSpan.FromSeconds(5) });
        Assert.Equal(ReplyKind.Faulted, reply.Kind);
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal) || command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    // What became of the message, and a + where the next one goes over the same connection.
    private static async Task<string> CellAsync(SmtpStage stage, string fault)
    {
        await using var server = new SmtpServer { Certificate = SmtpWire.SelfMadeCertificate(), Login = ("me", Password) };
        var options = server.Options() with { Security = SmtpSecurity.StartTls, Username = "me", Password = Password, Timeout = fault is "silence" or "slow" ? Short : TimeSpan.FromSeconds(10) };
        await using var transport = new SmtpTransport(options, SomeMail.Sender) { Certificates = (_, shown, _, _) => server.Certificate!.Equals(shown) };
        server.At(stage.ToString(), Action(stage, fault), context => context.Connection == 1);
        var reply = await transport.SendAsync(SmtpSending.Number(1), CancellationToken.None);
        if (stage == SmtpStage.Quit)
            await transport.DisposeAsync();
        server.Script = (_, _) => SmtpAction.Continue;
        Assert.Equal(ReplyKind.Accepted, (await transport.SendAsync(SmtpSending.Number(2), CancellationToken.None)).Kind);
        Assert.InRange(server.Received.Count(mail => mail.To == "reader1@example.com"), 0, 1);
        return reply.Kind.ToString().ToLowerInvariant() + (server.Connections == 1 ? " +" : "");
    }

    private static string Action(SmtpStage stage, string fault) => fault switch
    {
        "4xx" => "451 4.3.0 later",
        "5xx" => "550 5.7.1 no",
        "421" => "421 4.3.2 closing, then close",
        "long" => $"long {Usual(stage)}",
        _ => fault,
    };

    private static string Usual(SmtpStage stage) => stage switch
    {
        SmtpStage.Connect or SmtpStage.StartTls => "220",
        SmtpStage.Auth => "235",
        SmtpStage.Data => "354",
        SmtpStage.Quit => "221",
        _ => "250",
    };

    private static void Golden(string table, [CallerFilePath] string source = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(source)!, "../../../docs/delivery.md");
        var text = File.ReadAllText(path).ReplaceLineEndings("\n");
        var (start, end) = (text.IndexOf("| | 4xx", StringComparison.Ordinal), text.IndexOf("\n\n", text.IndexOf("| | 4xx", StringComparison.Ordinal), StringComparison.Ordinal));
        if (Environment.GetEnvironmentVariable("PUBLISHER_RENEW_GOLDEN") == "1")
            File.WriteAllText(path, text[..start] + table + text[end..]);
        else
            Assert.Equal(text[start..end], table);
    }
}
