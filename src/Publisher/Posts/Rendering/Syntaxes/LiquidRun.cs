using Fluid;

namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>What one body's templates share while they run.</summary>
internal sealed class LiquidRun(BodyContext context, Action<int, string> warn)
{
    private const string Key = "body";

    private int left = context.Limits.LiquidOutput;

    public BodyContext Context => context;

    /// <summary>Finished texts that Liquid does not look at: templates name them by their place.</summary>
    public List<string> Literals { get; } = [];

    public Dictionary<string, IFluidTemplate?> Included { get; } = new(StringComparer.Ordinal);

    /// <summary>How many files that include each other are open.</summary>
    public int Depth { get; set; }

    /// <summary>The line of the body that is to blame for what happens in an included file; 0 within the body itself.</summary>
    public int IncludeLine { get; set; }

    public void Warn(int line, string message) => warn(IncludeLine > 0 ? IncludeLine : line, message);

    /// <summary>Counts what a template writes or keeps.</summary>
    public void Spend(long characters)
    {
        if (characters > left)
            throw new LiquidLimitException("writes too much");
        left -= (int)characters;
    }

    public static LiquidRun Of(TemplateContext context) => (LiquidRun)context.AmbientValues[Key];

    public TemplateContext NewContext()
    {
        var made = new TemplateContext(LiquidEngine.Options) { MaxSteps = context.Limits.LiquidSteps };
        made.AmbientValues[Key] = this;
        made.SetValue("page", LiquidValues.Of(context.Page));
        made.SetValue("site", LiquidValues.OfSite(context));
        return made;
    }
}
