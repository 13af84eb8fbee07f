using System.Globalization;
using Publisher.Posts;

namespace Publisher.Tests.Newsletter.Histories;

/// <summary>A folder of a few posts that come, change, move and go; what was taken away may come back.</summary>
internal sealed class HistoryFolder
{
    public static readonly string[] Topics = ["a", "b", "c"];

    private readonly Dictionary<string, Post> files = new(StringComparer.Ordinal);
    private readonly List<Post> gone = [];
    private int texts;

    public IReadOnlyDictionary<string, Post> Files => files;

    /// <summary>A new post, or a new text of the one that lies there.</summary>
    public void Write(int name, int what)
    {
        var (path, text) = (Path(name), ++texts);
        files[path] = new()
        {
            Path = path,
            Status = what % 11 == 0 ? PostStatus.Draft : PostStatus.Published,
            Title = string.Create(CultureInfo.InvariantCulture, $"Text {text}"),
            Url = new($"https://blog.example/{path}"),
            Published = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(what % 50),
            Mailable = what % 13 != 0,
            Tags = [.. Chosen(what / 16)],
            ContentHash = string.Create(CultureInfo.InvariantCulture, $"hash {text}"),
            Body = PostBody.Kept("Words."),
        };
    }

    public void Move(int from, int to)
    {
        if (files.Remove(Path(from), out var post))
            Put(post, Path(to));
    }

    public void Remove(int name)
    {
        if (files.Remove(Path(name), out var post))
            gone.Add(post);
    }

    public void Return(int which)
    {
        if (gone.Count == 0)
            return;
        var post = gone[which % gone.Count];
        gone.Remove(post);
        Put(post, post.Path);
    }

    public static IReadOnlyList<string> Chosen(int bits) => [.. Topics.Where((_, i) => ((bits >> i) & 1) == 1)];

    private static string Path(int name) => string.Create(CultureInfo.InvariantCulture, $"post{name % 7}.md");

    private void Put(Post post, string path) => files[path] = post with { Path = path, Url = new($"https://blog.example/{path}") };
}
