namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>Stage "body, before Markdown": from what generators of sites understand to plain Markdown, text to text.</summary>
internal static class BodyText
{
    /// <param name="warnings">Gets what the author should know, with the line counted from 1 within the body.</param>
    public static string Prepare(string body, BodySyntax syntax, BodyContext context, List<(int Line, string Message)> warnings)
    {
        var text = TableOfContents.Without(body);
        if (syntax.HasFlag(BodySyntax.Liquid))
            text = LiquidStep.Apply(text, context, warnings);
        if (syntax.HasFlag(BodySyntax.Textile))
            text = TextileStep.Apply(text, warnings);
        if (syntax.HasFlag(BodySyntax.HexoTags))
            text = HexoTagStep.Apply(text, context, warnings);
        if (syntax.HasFlag(BodySyntax.Shortcodes))
            text = ShortcodeStep.Apply(text, context, warnings);
        if (syntax.HasFlag(BodySyntax.Mdx))
            text = MdxStep.Apply(text, warnings);
        if (syntax.HasFlag(BodySyntax.Kramdown))
            text = KramdownStep.Apply(text);
        if (syntax.HasFlag(BodySyntax.Directives))
            text = DirectiveStep.Apply(text);
        if (syntax.HasFlag(BodySyntax.Callouts))
            text = CalloutStep.Apply(text);
        return syntax.HasFlag(BodySyntax.WikiLinks) ? WikiLinkStep.Apply(text, context) : text;
    }
}
