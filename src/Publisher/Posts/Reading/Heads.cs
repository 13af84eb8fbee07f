namespace Publisher.Posts.Reading;

/// <summary>Stage "parse": a head in whatever it is written in, to the same values.</summary>
internal static class Heads
{
    /// <exception cref="PostException">The head cannot be read.</exception>
    public static HeadMap Parse(SplitSource split, List<(int Line, string Message)> warnings) => (split.Head, split.Kind) switch
    {
        (null, _) => HeadMap.Empty,
        ({ } head, HeadKind.Toml) => TomlHead.Parse(head, split.HeadLine),
        ({ } head, HeadKind.Json) => JsonHead.Parse(head, split.HeadLine),
        ({ } head, HeadKind.Lines) => LinesHead.Parse(head, split.HeadLine),
        ({ } head, _) => YamlHead.Parse(head, split.HeadLine, warnings),
    };
}
