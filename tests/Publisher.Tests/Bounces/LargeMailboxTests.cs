using System.Diagnostics;
using System.Globalization;
using Publisher.Tests.Support;

namespace Publisher.Tests.Bounces;

/// <summary>A mailbox that nobody looked after. The variable MAILS_IN_THE_MAILBOX makes it larger.</summary>
[Collection("alone")]
public sealed class LargeMailboxTests(ITestOutputHelper output)
{
    private const long Bound = 64 * 1024 * 1024;

    private static readonly int Mails = int.Parse(Environment.GetEnvironmentVariable("MAILS_IN_THE_MAILBOX") ?? "3000", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Many_mails_are_read_in_bounded_memory()
    {
        using var folder = new TemporaryFolder();
        using var dovecot = await DovecotServer.StartAsync(folder);
        await using var blog = await BouncingBlog.StartAsync(folder, dovecot);
        var paths = await blog.SentAsync(100);
        for (var mail = 0; mail < Mails; mail++)
            dovecot.Deliver(mail % (Mails / 100) == 0 ? SomeReports.Failed(paths[mail / (Mails / 100)], "5.2.2") : SomeReports.Human($"bounces+{mail}@blog.example"));

        var (watch, before, most) = (Stopwatch.StartNew(), GC.GetTotalMemory(forceFullCollection: true), 0L);
        var reading = blog.ReadAsync();
        while (await Task.WhenAny(reading, Task.Delay(200)) != reading)
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        await reading;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Mails:N0} mails in {watch.Elapsed.TotalSeconds:F1} s, {most / 1024.0 / 1024:F1} MiB more on the heap at most"));
        Assert.Equal((100, Mails), (await blog.NumberAsync("select count(*) from bounces"), dovecot.Count()));
        Assert.InRange(most, 0, Bound);
    }
}
