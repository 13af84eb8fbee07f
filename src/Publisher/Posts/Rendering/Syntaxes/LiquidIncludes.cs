using System.Text.Encodings.Web;
using Fluid;
using Fluid.Ast;
using Fluid.Values;

namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>Jekyll's <c>include</c>, with <c>include.key</c> for what is passed along.</summary>
internal static class LiquidIncludes
{
    /// <param name="arguments">Whether the file is beside the post, the line of the tag, the name of the file, and what is passed along.</param>
    public static async ValueTask<Completion> Write(IReadOnlyList<FilterArgument> arguments, TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        var run = LiquidRun.Of(context);
        var isBesidePost = (await arguments[0].Expression.EvaluateAsync(context)).ToBooleanValue();
        var line = (int)(await arguments[1].Expression.EvaluateAsync(context)).ToNumberValue();
        var name = (await arguments[2].Expression.EvaluateAsync(context)).ToStringValue();
        if (run.Depth >= run.Context.Limits.IncludeDepth)
        {
            run.Warn(line, $"The file '{name}' is left out: files include each other too deep.");
            return Completion.Normal;
        }

        if (Template(run, line, isBesidePost ? run.Context.PostFolder : run.Context.IncludesFolder, name) is not { } template)
            return Completion.Normal;
        var passed = new Dictionary<string, FluidValue>(StringComparer.Ordinal);
        foreach (var argument in arguments.Skip(3))
            passed[argument.Name] = await argument.Expression.EvaluateAsync(context);
        var isOutermost = run.Depth++ == 0;
        if (isOutermost)
            run.IncludeLine = line;
        context.EnterChildScope();
        try
        {
            context.SetValue("include", new DictionaryValue(new FluidValueDictionaryFluidIndexable(passed)));
            await template.RenderAsync(writer, encoder, context);
        }
        finally
        {
            context.ReleaseScope();
            run.Depth--;
            if (isOutermost)
                run.IncludeLine = 0;
        }

        return Completion.Normal;
    }

    private static IFluidTemplate? Template(LiquidRun run, int line, string? folder, string name)
    {
        var key = $"{folder}\0{name}";
        if (run.Included.TryGetValue(key, out var known))
            return known;
        IFluidTemplate? template = null;
        if (IncludeFiles.Read(folder, name) is not { } source)
            run.Warn(line, $"There is no file '{name}' to include: it is left out.");
        else if (LiquidTemplate.Parse(source, run) is not { } parsed)
            run.Warn(line, $"The file '{name}' is no valid Liquid and is left out.");
        else
            template = parsed;
        return run.Included[key] = template;
    }
}
