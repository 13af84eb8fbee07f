using System.Globalization;

namespace Publisher.Benchmarks.Feeds;

/// <summary>A folder of many posts, of which the newest changes again and again.</summary>
internal sealed class ChangedBlog : IDisposable
{
    private readonly string newest;
    private readonly string original;

    private ChangedBlog(string folder)
    {
        Folder = folder;
        newest = Directory.EnumerateFiles(Posts, "*.md").Max(StringComparer.Ordinal)!;
        original = File.ReadAllText(newest);
    }

    public string Folder { get; }

    public string Posts => Path.Combine(Folder, "content", "posts");

    public static ChangedBlog Make(int size, string? from)
    {
        var folder = Directory.CreateTempSubdirectory("publisher-change-").FullName;
        var posts = Directory.CreateDirectory(Path.Combine(folder, "content", "posts")).FullName;
        var first = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        if (from is not null)
        {
            foreach (var file in Directory.EnumerateFiles(from, "*.md").Order(StringComparer.Ordinal).Take(size))
                File.Copy(file, Path.Combine(posts, Path.GetFileName(file)));
        }

        for (var i = 0; from is null && i < size; i++)
        {
            var date = first.AddHours(i);
            var name = string.Create(CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd}-post-{i:D6}.md");
            File.WriteAllText(Path.Combine(posts, name), SomePosts.Text(i).Replace("2026-02-11 17:18:56", date.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }

        return new(folder);
    }

    /// <summary>Writes the changed post beside the folder, as a careful editor does.</summary>
    public void Prepare(string marker) =>
        File.WriteAllText(Temporary, original.Replace("\n\n", $"\n\n{marker} ", StringComparison.Ordinal));

    public void Rename() => File.Move(Temporary, newest, overwrite: true);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private string Temporary => Path.Combine(Posts, ".changed.tmp");
}
