namespace Publisher.Posts.Reading;

/// <summary>A head as values.</summary>
/// <param name="IsRepaired">Whether it could only be read in part: then nothing in it may be overlooked that says "not yet".</param>
internal sealed record ReadHead(HeadMap Map, bool IsRepaired = false);

/// <summary>Stage "parse": a head in whatever it is written in, to the same values.</summary>
internal static class Heads
{
    /// <exception cref="PostException">The head cannot be read.</exception>
    public static ReadHead Parse(SplitSource split, PostLimits limits, List<(int Line, string Message)> warnings) => (split.Head, split.Kind) switch
    {
        (null, _) => new(HeadMap.Empty),
        ({ } head, _) when head.Length > limits.FrontMatterSize.Bytes =>
            throw new PostException(split.HeadLine, $"the front matter is larger than {limits.FrontMatterSize}; make it shorter, or raise posts.limits.frontMatterSize") { IsBound = true },
        ({ } head, HeadKind.Toml) => new(TomlHead.Parse(head, split.HeadLine)),
        ({ } head, HeadKind.Json) => new(JsonHead.Parse(head, split.HeadLine, warnings)),
        ({ } head, HeadKind.Lines) => new(LinesHead.Parse(head, split.HeadLine, warnings)),
        ({ } head, _) => Yaml(head, split, limits, warnings),
    };

    private static ReadHead Yaml(string head, SplitSource split, PostLimits limits, List<(int Line, string Message)> warnings)
    {
        if (!split.IsClosed)
            warnings.Add((split.HeadLine - 1, "the front matter that begins here is never closed; it is taken to end where its lines do. End it with a line ---"));
        var found = warnings.Count;
        try
        {
            return new(YamlHead.Parse(head, split.HeadLine, warnings, limits), !split.IsClosed);
        }
        catch (PostException fault) when (!fault.IsBound)
        {
            warnings.RemoveRange(found, warnings.Count - found);
            var map = LenientHead.Parse(head, split.HeadLine, fault, warnings);
            return new(map, IsRepaired: true);
        }
    }
}
