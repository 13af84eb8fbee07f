using Publisher.Posts;
using Publisher.Posts.Identity;
using Publisher.Tests.Support;

namespace Publisher.Tests.Posts;

/// <summary>A folder of posts that is looked at only where something was announced.</summary>
internal sealed class HintedBlog : IDisposable
{
    private readonly RegisterIndex register = new([]);

    public Blog Blog { get; init; } = new();

    public Catalogue Catalogue { get; private set; } = Catalogue.Empty;

    public TimeSpan Settle => Blog.Options.Settle;

    public IEnumerable<RegisteredPost> Rows => register.Rows;

    public IEnumerable<string> Titles => Catalogue.Published.Select(post => post.Title).Order(StringComparer.Ordinal);

    public TimeSpan? Left => Blog.Reader.Left;

    /// <summary>Puts posts into the folder, each titled by its name, and looks for the first time.</summary>
    public HintedBlog With(params string[] names)
    {
        foreach (var name in names)
            Write(name, name);
        Look(Hint.Everywhere);
        return this;
    }

    public void Write(string name, string title) => Blog.Write(name, Some.PostText(title, "2026-01-01", body: $"The text of {title}\n"));

    public Catalogue Look(Hint hint)
    {
        (Catalogue, var changes) = Blog.Reader.Read(Catalogue, register, hint);
        register.Learn(changes);
        return Catalogue;
    }

    public Catalogue Look(params (string Path, Sign Sign)[] signs) => Look(new Hint(false, signs.ToDictionary(sign => sign.Path, sign => sign.Sign)));

    /// <summary>Lets time pass, and looks again at what was left.</summary>
    public Catalogue LookAfter(TimeSpan time)
    {
        Blog.Time.Advance(time);
        return Look();
    }

    /// <summary>As after a restart.</summary>
    public void Forget() => Catalogue = Catalogue.Empty;

    public Post Post(string path) => Catalogue.Posts.Single(post => post.Path == path);

    public void Dispose() => Blog.Dispose();
}
