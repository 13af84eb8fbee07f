using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace Publisher.Tests.Feeds.PerfectFeed;

/// <summary>Readers without patience, while a thousand changes pass.</summary>
[Collection("alone")]
public sealed class PollingTests : PerfectFeedTests
{
    private const int Changes = 1000;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(40);
    private static readonly string[] Codings = ["", "gzip", "br"];

    // The content that each tag was seen with.
    private readonly ConcurrentDictionary<string, string> tags = new();
    private readonly ConcurrentBag<string> faults = [];
    private readonly ConcurrentDictionary<string, byte> versions = new();
    private int looks;

    [Fact]
    public async Task Point_25_A_reader_in_a_loop_never_sees_half_a_file_an_error_or_one_tag_of_two_contents()
    {
        for (var i = 0; i < 10; i++)
            Post($"2026-02-1{i}-p.md", $"title: Post {i}", Body(i, 0));
        await StartAsync("newsletter.enabled=false", "posts.settle=00:00:00", "feeds.topics=");
        using var done = new CancellationTokenSource();
        var readers = Formats.SelectMany(path => Codings.Select(coding => Task.Run(() => PollAsync(path, coding, done.Token), Cancel)))
            .Concat(Formats.Select(path => Task.Run(() => ReadFiles(path, done.Token), Cancel))).ToList();
        var made = await ChangeAsync();
        await UntilFeedHoldsAsync($"change {made} ", "/feed.json");
        await done.CancelAsync();
        await Task.WhenAll(readers);

        Assert.Empty(faults.Distinct().Take(10));
        Assert.Equal(Changes, made);
        Assert.True(looks > 1000 && versions.Count > 30, $"{looks} looks at {versions.Count} versions");
        Assert.Empty(Publisher.Log.Warnings);
    }

    private async Task<int> ChangeAsync()
    {
        var watch = Stopwatch.StartNew();
        var made = 0;
        while (made < Changes && watch.Elapsed < Longest)
        {
            made++;
            Folder.Write("next.md", $"---\ntitle: Post {made % 10}\n---\n{Body(made % 10, made)}\n");
            File.Move(Folder["next.md"], Folder[$"posts/2026-02-1{made % 10}-p.md"], overwrite: true);
            Publisher.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        return made;
    }

    // Of a length that changes, so that half of one file never passes for another.
    private static string Body(int post, int change) => $"Text {post} of change {change} " + string.Concat(Enumerable.Repeat($"{change} ]]> & é日 ", 20 + (change * 37 % 400)));

    private async Task PollAsync(string path, string coding, CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation("Accept-Encoding", coding);
            using var response = await Publisher.Http.SendAsync(request, Cancel);
            var bytes = await response.Content.ReadAsByteArrayAsync(Cancel);
            Interlocked.Increment(ref looks);
            var tag = response.Headers.ETag?.Tag ?? "none";
            var content = Convert.ToHexString(SHA256.HashData(bytes));
            Unless(response.StatusCode == HttpStatusCode.OK, $"{path} was answered with {response.StatusCode}");
            Unless(coding == string.Concat(response.Content.Headers.ContentEncoding), $"{path} came as {string.Concat(response.Content.Headers.ContentEncoding)}, not as {coding}");
            if (tags.GetOrAdd($"{path} {tag}", content) != content)
                faults.Add($"{path}: the tag {tag} has two contents");
            Look(path, bytes, coding);
        }
    }

    private void ReadFiles(string path, CancellationToken done)
    {
        foreach (var coding in Forever())
        {
            if (done.IsCancellationRequested)
                return;
            try
            {
                Look($"the file {path}", File.ReadAllBytes(Folder["public" + path + (coding switch { "gzip" => ".gz", "br" => ".br", _ => "" })]), coding);
                Interlocked.Increment(ref looks);
            }
            catch (IOException fault)
            {
                faults.Add($"the file {path}: {fault.Message}");
            }
        }
    }

    private static IEnumerable<string> Forever()
    {
        while (true)
        {
            foreach (var coding in Codings)
                yield return coding;
        }
    }

    // Each version is looked at once.
    private void Look(string name, byte[] bytes, string coding)
    {
        if (!versions.TryAdd($"{name} {Convert.ToHexString(SHA256.HashData(bytes))}", 0))
            return;
        try
        {
            var text = Encoding.UTF8.GetString(Unpacked(bytes, coding));
            var entries = text.StartsWith('{') ? JsonDocument.Parse(text).RootElement.GetProperty("items").GetArrayLength() : XDocument.Parse(text).Descendants().Count(element => element.Name.LocalName is "item" or "entry");
            Unless(entries == 10, $"{name} {coding} holds {entries} entries");
        }
        catch (Exception fault) when (fault is XmlException or JsonException or InvalidDataException or InvalidOperationException)
        {
            faults.Add($"{name} {coding} of {bytes.Length} bytes cannot be read: {fault.Message}");
        }
    }

    private static byte[] Unpacked(byte[] bytes, string coding)
    {
        if (coding.Length == 0)
            return bytes;
        using Stream packed = coding == "gzip" ? new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress) : new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var whole = new MemoryStream();
        packed.CopyTo(whole);
        return whole.ToArray();
    }

    private void Unless(bool isSo, string fault)
    {
        if (!isSo)
            faults.Add(fault);
    }
}
