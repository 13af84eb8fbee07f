using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Publisher.Tests.Support;

namespace Publisher.Tests.Newsletter;

/// <summary>What SpamAssassin, with no network to ask, finds suspicious in a mail.</summary>
public sealed partial class SpamAssassinTests(WrittenMails mails) : IClassFixture<WrittenMails>
{
    [Fact]
    public async Task No_mail_looks_like_spam()
    {
        var names = WrittenMails.All.Select(row => (Name: (string)row.Data.Item1, Language: (string)row.Data.Item2)).ToList();
        using var folder = new TemporaryFolder();
        await using (var box = File.Create(folder["box"]))
        {
            foreach (var (name, language) in names)
            {
                await box.WriteAsync("From news@blog.example Thu Jan  1 00:00:00 2026\n"u8.ToArray(), TestContext.Current.CancellationToken);
                await box.WriteAsync(mails.Of(name, language).Bytes, TestContext.Current.CancellationToken);
                await box.WriteAsync("\n"u8.ToArray(), TestContext.Current.CancellationToken);
            }
        }

        var reports = (await JudgeAsync(folder)).Split("Content analysis details:")[1..];

        Assert.Equal(names.Count, reports.Length);
        Assert.All(names.Zip(reports), pair =>
        {
            // What speaks for a mail is not counted: it must do without.
            var against = Rule().Matches(pair.Second).Where(match => !match.Value.Contains('-', StringComparison.Ordinal)).ToList();
            Assert.NotEmpty(Rule().Matches(pair.Second));
            Assert.True(against.Sum(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)) < 1.0, $"{pair.First}: {string.Join(", ", against)}");
        });
    }

    // All in one run: most of its time goes into its start.
    private static async Task<string> JudgeAsync(TemporaryFolder folder)
    {
        using var judge = Start(folder);
        Assert.SkipWhen(judge is null, "spamassassin is not installed.");
        judge.StandardInput.Close();
        var (output, error) = (judge.StandardOutput.ReadToEndAsync(), judge.StandardError.ReadToEndAsync());
        await judge.WaitForExitAsync();
        Assert.True(judge.ExitCode == 0, await error);
        return await output;
    }

    private static Process? Start(TemporaryFolder folder)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("spamassassin", ["--local", "--test-mode", "--mbox", folder["box"]])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = Encoding.Latin1,
                Environment = { ["HOME"] = folder.Path },
            });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^ *(-?[0-9]+\.[0-9]) ([A-Z0-9_]+) ", RegexOptions.Multiline)]
    private static partial Regex Rule();
}
