using System.Globalization;

namespace Publisher.Settings;

/// <summary>A number of bytes, written as <c>512</c>, <c>64 KiB</c> or <c>5 MiB</c>.</summary>
internal readonly record struct ByteSize(long Bytes)
{
    private static readonly (string Suffix, long Factor)[] Units = [("GiB", 1L << 30), ("MiB", 1L << 20), ("KiB", 1L << 10), ("B", 1)];

    public static ByteSize MiB(long count) => new(count << 20);

    public static Reading Read(string text)
    {
        var trimmed = text.Trim();
        var (suffix, factor) = Units.FirstOrDefault(unit => trimmed.EndsWith(unit.Suffix, StringComparison.OrdinalIgnoreCase), ("", 1));
        return long.TryParse(trimmed[..^suffix.Length], NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var count) && count <= long.MaxValue / factor
            ? new(new ByteSize(count * factor))
            : new(null, "cannot be read; give a number of bytes, with a unit as in 64 KiB or 5 MiB where one is wanted");
    }

    public override string ToString()
    {
        var bytes = Bytes;
        var (suffix, factor) = Units.First(unit => bytes % unit.Factor == 0 && bytes >= unit.Factor || unit.Factor == 1);
        return factor == 1 ? bytes.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{bytes / factor} {suffix}");
    }
}
