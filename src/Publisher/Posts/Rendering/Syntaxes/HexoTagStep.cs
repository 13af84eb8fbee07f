namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>Hexo's tags: <c>{% asset_img a.png %}</c> and their like. <c>{{ }}</c> stays as it is.</summary>
internal static class HexoTagStep
{
    public static string Apply(string text, BodyContext context, List<(int Line, string Message)> warnings) =>
        text.Contains("{%", StringComparison.Ordinal)
            ? new TagRewriter(text, CodeMap.Of(text), new PlainTags(isRescue: false), context, (line, message) => warnings.Add((line, message))).Rewrite()
            : text;
}
