using Fluid;

namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>From a text to a template that can be run.</summary>
internal static class LiquidTemplate
{
    /// <returns>Null for a text that is no valid Liquid.</returns>
    public static IFluidTemplate? Parse(string source, LiquidRun run)
    {
        try
        {
            var rewritten = new TagRewriter(source, CodeMap.None, new LiquidTags(run, source), run.Context, run.Warn).Rewrite();
            return LiquidEngine.Parser.TryParse(rewritten, out var template, out _) ? BoundedRanges.In(template) : null;
        }
        catch (LiquidLimitException)
        {
            return null;
        }
    }
}
