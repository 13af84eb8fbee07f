using System.Diagnostics;

namespace Publisher;

/// <summary>Where traces begin. Nobody listens unless <c>metrics.otlp</c> is set, and then a span is nothing.</summary>
internal static class Spans
{
    public const string Name = "Publisher";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>Begins a span, such as <c>compose</c>; null where nobody listens. No address and no link may be in one.</summary>
    public static Activity? Start(string name) => Source.StartActivity(name);
}
