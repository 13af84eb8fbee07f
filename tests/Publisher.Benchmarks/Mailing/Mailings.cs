using System.Diagnostics;
using System.Globalization;

namespace Publisher.Benchmarks.Mailing;

/// <summary>How fast an issue leaves: the whole service with its ledger, beside Postfix's <c>smtp-source</c>, which does nothing but write, and Nodemailer's pool, which keeps no ledger.</summary>
internal static class Mailings
{
    private const int Octets = 20_480;

    /// <param name="args"><c>--mails N</c> (20,000), <c>--runs N</c> (3), <c>--program FILE</c> for another build of the service, <c>--nodemailer DIR</c> with its node_modules, by default one that npm fills; <c>--alone</c> sends once, unsigned, without the others: how much memory a million takes.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output)
    {
        string? Of(string name) => args.SkipWhile(arg => arg != name).Skip(1).FirstOrDefault();
        var mails = int.Parse(Of("--mails") ?? "20000", CultureInfo.InvariantCulture);
        var runs = int.Parse(Of("--runs") ?? "3", CultureInfo.InvariantCulture);
        if (args.Contains("--alone"))
            return await AloneAsync(mails, Of("--program"), output);
        var nodemailer = Of("--nodemailer") ?? await InstallAsync();
        var results = new Dictionary<string, List<(double Rate, double Memory, double Processor)>>();
        for (var run = 0; run < runs; run++)
        {
            await AddAsync("smtp-source", async sink => (await sink.SourceAsync(mails, MailedBlog.Connections), 0, 0));
            await AddAsync("publisher", sink => PublisherAsync(sink, mails, Of("--program"), isSigned: false));
            await AddAsync("publisher, DKIM RSA-2048", sink => PublisherAsync(sink, mails, Of("--program"), isSigned: true));
            await AddAsync("Nodemailer's pool", async sink => (await sink.NodemailerAsync(Math.Max(mails / 4, 1000), MailedBlog.Connections, nodemailer), 0, 0));
        }

        await WriteAsync(results, mails, output);
        return 0;

        async Task AddAsync(string name, Func<Sink, Task<(double, double, double)>> measure)
        {
            using var sink = await Sink.StartAsync();
            if (!results.TryGetValue(name, out var list))
                results[name] = list = [];
            list.Add(await measure(sink));
        }
    }

    private static async Task<int> AloneAsync(int mails, string? program, TextWriter output)
    {
        using var sink = await Sink.StartAsync();
        var (rate, memory, processor) = await PublisherAsync(sink, mails, program, isSigned: false);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{mails:N0} mails of 20 KB over {MailedBlog.Connections} connections: {rate:F0} a second, {memory:F0} MiB at most, {processor:F2} ms of processor a mail"));
        return 0;
    }

    private static async Task<(double Rate, double Memory, double Processor)> PublisherAsync(Sink sink, int mails, string? program, bool isSigned)
    {
        string[] key = isSigned ? ["mail.dkim.selector=s", "mail.dkim.keyFile=key.pem"] : [];
        using var blog = await MailedBlog.MakeAsync(program, sink.Port, mails, "mail.smtp.messagesPerConnection=1000");
        if (isSigned)
        {
            using var rsa = System.Security.Cryptography.RSA.Create(2048);
            await File.WriteAllTextAsync(Path.Combine(blog.Folder, "key.pem"), rsa.ExportPkcs8PrivateKeyPem());
        }

        await blog.WritePostAsync(Octets);
        using var service = blog.Start(key);
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(Math.Max(500, mails / 100)))
        {
            var done = await blog.QueryAsync("select count(*), min(settled_at), max(settled_at) from deliveries where status = 'sent'", row => (Count: row.GetInt64(0), From: row.IsDBNull(1) ? 0 : row.GetInt64(1), To: row.IsDBNull(2) ? 0 : row.GetInt64(2)));
            if (done[0].Count == mails)
                return (mails * 1000.0 / (done[0].To - done[0].From), service.PeakMemory(), service.Processor() * 1000 / mails);
            if (watch.Elapsed > TimeSpan.FromMinutes(30))
                throw new InvalidOperationException($"{done[0].Count} of {mails} were sent: {service.Output}");
        }
    }

    private static async Task<string> InstallAsync()
    {
        var folder = Directory.CreateTempSubdirectory("nodemailer").FullName;
        using var npm = Process.Start(new ProcessStartInfo("npm", ["install", "nodemailer", "--silent", "--no-fund", "--no-audit"]) { WorkingDirectory = folder })!;
        await npm.WaitForExitAsync();
        return folder;
    }

    private static async Task WriteAsync(Dictionary<string, List<(double Rate, double Memory, double Processor)>> results, int mails, TextWriter output)
    {
        double Median(string name) => results[name].Select(result => result.Rate).Order().ElementAt(results[name].Count / 2);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{mails:N0} mails of 20 KB over {MailedBlog.Connections} connections, {results["publisher"].Count} runs by turns\n"));
        await output.WriteLineAsync("| | mails a second, median | least to most | of smtp-source | of Nodemailer | peak MiB | processor ms a mail, with the start |\n|---|---|---|---|---|---|---|");
        foreach (var (name, list) in results)
        {
            var (least, most, memory, processor) = (list.Min(result => result.Rate), list.Max(result => result.Rate), list.Max(result => result.Memory), list.Min(result => result.Processor));
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {Median(name):F0} | {least:F0} to {most:F0} | {Median(name) / Median("smtp-source"):F2} | {Median(name) / Median("Nodemailer's pool"):F1} | {(memory > 0 ? memory.ToString("F0", CultureInfo.InvariantCulture) : "")} | {(processor > 0 ? processor.ToString("F2", CultureInfo.InvariantCulture) : "")} |"));
        }
    }
}
