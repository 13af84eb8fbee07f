using Publisher.Posts.Reading;

namespace Publisher.Posts;

/// <summary>The body of a post as written. The service keeps it, so that the last good version of a file that breaks can be shown; a command that runs once reads it again when it is shown, and holds only heads.</summary>
internal sealed class PostBody
{
    private readonly string? kept;
    private readonly string? file;

    private PostBody(string? kept, string? file)
    {
        this.kept = kept;
        this.file = file;
    }

    public static PostBody Empty { get; } = Kept("");

    public static PostBody Kept(string text) => new(text, null);

    public static PostBody InFile(string path) => new(null, path);

    /// <exception cref="IOException">The file is gone since it was read.</exception>
    /// <exception cref="PostException">The file is no post any more.</exception>
    public string Read()
    {
        if (kept is not null)
            return kept;
        using var bytes = FileBytes.Read(file!);
        return (PlainSource.Split(bytes.Memory) ?? FrontMatterSplitter.Split(SourceText.Decode(bytes.Memory.Span))).Body;
    }
}
