namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>How much a template in a body may do.</summary>
/// <param name="LiquidOutput">Characters written and kept in variables, all together.</param>
internal sealed record BodyLimits(int LiquidSteps = 100_000, int LiquidOutput = 5 * 1024 * 1024, int IncludeDepth = 10);
