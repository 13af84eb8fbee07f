namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>How tags are read: what differs between running Liquid, and doing without.</summary>
internal abstract class TagDialect
{
    /// <summary>Text that stands in the source as it is, with marks that have no end.</summary>
    public abstract string Text(string text);

    /// <summary>Text that is finished, whatever marks it holds.</summary>
    public abstract string Literal(string text);

    /// <summary>What becomes of <c>{{ }}</c>.</summary>
    public abstract string Output(string written);

    /// <summary>What becomes of a tag that is not one of the common ones; null where it is not known.</summary>
    public abstract string? Tag(BodyTag tag, string written);

    /// <summary>A block as a quotation.</summary>
    /// <param name="mark">What <see cref="Mark"/> said when the block began.</param>
    public virtual string Quote(string content, int mark) => MarkdownText.Quote(content);

    public virtual int Mark() => 0;
}
