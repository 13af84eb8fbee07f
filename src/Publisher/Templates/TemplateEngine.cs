using Fluid;
using Fluid.Values;

namespace Publisher.Templates;

/// <summary>How Liquid is set up: what a template may see, and how much it may do.</summary>
internal static class TemplateEngine
{
    // A page of a thousand posts takes some ten thousand steps.
    private const int MaxSteps = 500_000;
    private const int MaxRecursion = 20;

    public static TemplateOptions Options(TemplateFiles files, TemplateFilters filters, FluidParser parser)
    {
        var options = new TemplateOptions
        {
            MemberAccessStrategy = new UnsafeMemberAccessStrategy { MemberNameStrategy = MemberNameStrategies.CamelCase },
            FileProvider = new TemplateFileProvider(files, parser),
            StrictFilters = true,
            MaxSteps = MaxSteps,
            MaxRecursion = MaxRecursion,
            TimeZone = TimeZoneInfo.Utc,
            Now = TimeProvider.System.GetUtcNow,
            Assigned = Kept,
        };
        options.ValueConverters.Add(Plain);
        filters.AddTo(options.Filters);
        return options;
    }

    private static ValueTask<FluidValue> Kept(string name, FluidValue value, TemplateContext context)
    {
        TemplateBudget.Of(context).Keep(value switch
        {
            StringValue text => text.ToStringValue().Length,
            ArrayValue list => list.Values.Count,
            _ => 1,
        });
        return new(value);
    }

    /// <summary>An address as it goes into a link; a choice such as a cadence in small letters.</summary>
    private static object? Plain(object value) => value switch
    {
        Uri { IsAbsoluteUri: true } uri => uri.AbsoluteUri,
        Uri uri => uri.OriginalString,
        Enum choice => char.ToLowerInvariant(choice.ToString()[0]) + choice.ToString()[1..],
        _ => null,
    };
}
