using System.ComponentModel.DataAnnotations;
using Publisher.Settings;

namespace Publisher.Posts;

/// <summary>Section <c>posts.limits</c>: how much one file may ask for. What goes beyond is a problem of that file alone.</summary>
internal sealed record PostLimits
{
    public ByteSize FrontMatterSize { get; init; } = ByteSize.MiB(1);

    /// <summary>Values in a head, those that aliases stand for counted each time.</summary>
    [Range(10, 1_000_000)]
    public int FrontMatterValues { get; init; } = 10_000;

    [Range(2, 64)]
    public int FrontMatterDepth { get; init; } = 32;

    /// <summary>What a Liquid template in a body may do before it is given up.</summary>
    [Range(100, 100_000_000)]
    public int LiquidSteps { get; init; } = 100_000;

    public ByteSize LiquidOutput { get; init; } = ByteSize.MiB(5);

    [Range(0, 50)]
    public int IncludeDepth { get; init; } = 10;
}
