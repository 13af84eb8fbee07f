using Fluid;
using Publisher.Templates;

namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>Runs Jekyll's Liquid. A body that cannot be run is shown without it.</summary>
internal static class LiquidStep
{
    private const string Advice = "the post is shown without Liquid. Correct it, put text that is no Liquid between {% raw %} and {% endraw %}, or write 'render_with_liquid: false' in the head.";

    public static string Apply(string text, BodyContext context, List<(int Line, string Message)> warnings)
    {
        if (!text.Contains("{{", StringComparison.Ordinal) && !text.Contains("{%", StringComparison.Ordinal))
            return text;
        var run = new LiquidRun(context, (line, message) => warnings.Add((line, message)));
        if (LiquidTemplate.Parse(text, run) is not { } template)
        {
            var (line, message) = LiquidFault.Find(text);
            warnings.Add((line, $"{message}: {Advice}"));
            return Rescued(text, context);
        }

        try
        {
            using var writer = new BoundedWriter(run.Spend);
            template.RenderAsync(writer, NullEncoder.Default, run.NewContext()).AsTask().GetAwaiter().GetResult();
            return writer.ToString();
        }
        catch (LiquidLimitException e)
        {
            warnings.Add((LiquidFault.FirstLoop(text), $"The post's Liquid {e.Message}: {Advice}"));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The library says of too many steps that they are too much recursion.
            var reason = e.Message.Contains("recursion", StringComparison.Ordinal) ? "The post's Liquid takes too many steps" : $"The post's Liquid fails ({e.Message.TrimEnd('.')})";
            warnings.Add((LiquidFault.FirstLoop(text), $"{reason}: {Advice}"));
        }

        return Rescued(text, context);
    }

    private static string Rescued(string text, BodyContext context) =>
        new TagRewriter(text, CodeMap.None, new PlainTags(isRescue: true), context, static (_, _) => { }).Rewrite();
}
