namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>Tags without Liquid: Hexo, and a body whose Liquid cannot be run.</summary>
/// <param name="isRescue">Whether what only Liquid understands goes without a word.</param>
internal sealed class PlainTags(bool isRescue) : TagDialect
{
    public override string Text(string text) => text;

    public override string Literal(string text) => text;

    public override string Output(string written) => isRescue ? "" : written;

    public override string? Tag(BodyTag tag, string written) => isRescue ? "" : null;
}
