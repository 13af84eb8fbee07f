using System.Globalization;
using System.Text;

namespace Publisher.Admin;

/// <summary>Counts over time as the points of a picture, <see cref="Width"/> by <see cref="Height"/>, from zero at the bottom.</summary>
/// <param name="Line">The points of an SVG <c>polyline</c>.</param>
/// <param name="Area">The same down to the ground, for a <c>polygon</c>.</param>
internal sealed record Curve(string Line, string Area, long First, long Last, long Highest)
{
    public const int Width = 600;
    public const int Height = 140;

    /// <param name="counts">At least one, at even distances.</param>
    public static Curve Of(IReadOnlyList<long> counts)
    {
        var highest = counts.Max();
        var line = new StringBuilder();
        foreach (var (index, count) in counts.Index())
            line.Append(CultureInfo.InvariantCulture, $"{X(index, counts.Count):0.#},{Y(count, highest):0.#} ");
        if (counts.Count == 1)
            line.Append(CultureInfo.InvariantCulture, $"{Width},{Y(counts[0], highest):0.#}");
        var points = line.ToString().TrimEnd();
        return new(points, string.Create(CultureInfo.InvariantCulture, $"0,{Height} {points} {Width},{Height}"), counts[0], counts[^1], highest);
    }

    private static double X(int index, int count) => count == 1 ? 0 : (double)index * Width / (count - 1);

    private static double Y(long count, long highest) => highest == 0 ? Height : Height - ((double)Math.Max(0, count) * Height / highest);
}
