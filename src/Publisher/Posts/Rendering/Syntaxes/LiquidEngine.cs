using Fluid;
using Fluid.Values;

namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>How Liquid is set up for the bodies of posts: no files, no objects, no more than is sensible.</summary>
internal static class LiquidEngine
{
    // A filter's work grows with its text, and a loop may call it for each of its steps.
    private const int MaxKept = 256 * 1024;

    public static LiquidParser Parser { get; } = new();

    public static TemplateOptions Options { get; } = Build();

    private static TemplateOptions Build()
    {
        var options = new TemplateOptions
        {
            Now = TimeProvider.System.GetUtcNow,
            TimeZone = TimeZoneInfo.Utc,
            Assigned = Kept,
        };
        LiquidFilters.AddTo(options.Filters);
        return options;
    }

    private static ValueTask<FluidValue> Kept(string name, FluidValue value, TemplateContext context)
    {
        var size = value switch
        {
            StringValue text => text.ToStringValue().Length,
            ArrayValue list => list.Values.Count,
            _ => 1,
        };
        if (size > MaxKept)
            throw new LiquidLimitException("keeps too much in a variable");
        LiquidRun.Of(context).Spend(size);
        return new(value);
    }
}
