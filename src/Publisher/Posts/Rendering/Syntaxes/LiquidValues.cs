using System.Collections;
using System.Globalization;
using Fluid.Values;

namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>Plain values as templates see them. Anything else is its text: no object of the program can be reached.</summary>
internal static class LiquidValues
{
    public static FluidValue Of(object? value) => value switch
    {
        null => NilValue.Instance,
        string text => new StringValue(text, encode: false),
        bool truth => BooleanValue.Create(truth),
        DateTimeOffset date => new DateTimeValue(date),
        DateTime date => new DateTimeValue(new DateTimeOffset(DateTime.SpecifyKind(date, DateTimeKind.Unspecified), TimeSpan.Zero)),
        double or float => Fraction(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        sbyte or byte or short or ushort or int or uint or long or ulong or decimal => NumberValue.Create(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
        Uri uri => new StringValue(uri.IsAbsoluteUri ? uri.AbsoluteUri : uri.OriginalString, encode: false),
        IReadOnlyDictionary<string, object?> fields => new DictionaryValue(new Fields(fields)),
        IEnumerable items => new ArrayValue([.. items.Cast<object?>().Select(Of)]),
        _ => new StringValue(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", encode: false),
    };

    /// <summary>The site, with the fields that Jekyll always has.</summary>
    public static FluidValue OfSite(BodyContext context)
    {
        var site = new Dictionary<string, object?>(context.Site);
        site["url"] = context.SiteUrl.GetLeftPart(UriPartial.Authority);
        site["baseurl"] = context.SiteUrl.AbsolutePath.TrimEnd('/');
        if (context.SiteTitle is not null)
            site.TryAdd("title", context.SiteTitle);
        return Of(site);
    }

    private static FluidValue Fraction(double value) => Math.Abs(value) < 1e28
        ? NumberValue.Create((decimal)value)
        : new StringValue(value.ToString(CultureInfo.InvariantCulture), encode: false);

    /// <summary>Fields made into values when they are asked for: a site may have many.</summary>
    private sealed class Fields(IReadOnlyDictionary<string, object?> fields) : IFluidIndexable
    {
        public int Count => fields.Count;

        public IEnumerable<string> Keys => fields.Keys;

        public bool TryGetValue(string name, out FluidValue value)
        {
            var isThere = fields.TryGetValue(name, out var found);
            value = Of(found);
            return isThere;
        }
    }
}
