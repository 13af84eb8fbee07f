using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Fluid;
using Fluid.Values;
using Publisher.Posts.Reading;

namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>The filters that Jekyll has beside those of Liquid, and bounded ones for those that can multiply a text.</summary>
internal static partial class LiquidFilters
{
    public static void AddTo(FilterCollection filters)
    {
        AddText(filters, "relative_url", static (text, context) => BaseUrl(context) + Rooted(text));
        AddText(filters, "absolute_url", static (text, context) => AbsoluteUrl(text, context));
        AddText(filters, "xml_escape", static (text, _) => WebUtility.HtmlEncode(text));
        AddText(filters, "cgi_escape", static (text, _) => WebUtility.UrlEncode(text));
        AddText(filters, "uri_escape", static (text, _) => UriEscaped(text));
        AddText(filters, "slugify", static (text, _) => Slugs.Plain(text));
        AddText(filters, "markdownify", static (text, _) => MarkdownBody.ToHtml(text, HtmlTrust.Safe, static _ => false).Html);
        AddText(filters, "smartify", static (text, _) => text);
        AddText(filters, "normalize_whitespace", static (text, _) => Spaces().Replace(text, " ").Trim());
        AddText(filters, "format_string", static (text, _) => text);
        AddText(filters, "format_number", static (text, _) => text);
        AddDate(filters, "date_to_string", "dd MMM yyyy");
        AddDate(filters, "date_to_long_string", "dd MMMM yyyy");
        AddDate(filters, "date_to_xmlschema", "yyyy-MM-dd'T'HH:mm:sszzz");
        AddDate(filters, "date_to_rfc822", "ddd, dd MMM yyyy HH:mm:ss zz'00'");
        filters.AddFilter("number_of_words", static (input, _, _) => NumberValue.Create(Words().Count(input.ToStringValue())));
        filters.AddFilter("replace", Replace);
        filters.AddFilter("join", Join);
        filters.AddFilter("array_to_sentence_string", Sentence);
        filters.AddFilter("push", static (input, arguments, context) => new ArrayValue([.. input.Enumerate(context), arguments.At(0)]));
        filters.AddFilter("unshift", static (input, arguments, context) => new ArrayValue([arguments.At(0), .. input.Enumerate(context)]));
        filters.AddFilter("pop", static (input, _, context) => new ArrayValue([.. input.Enumerate(context).SkipLast(1)]));
        filters.AddFilter("shift", static (input, _, context) => new ArrayValue([.. input.Enumerate(context).Skip(1)]));
        if (filters.TryGetValue("json", out var json))
            filters.AddFilter("jsonify", json);
    }

    private static void AddText(FilterCollection filters, string name, Func<string, TemplateContext, string> filter) =>
        filters.AddFilter(name, (input, _, context) =>
        {
            var text = input.ToStringValue();
            LiquidRun.Of(context).Spend(text.Length);
            return new StringValue(filter(text, context), encode: false);
        });

    private static void AddDate(FilterCollection filters, string name, string format) =>
        filters.AddFilter(name, (input, _, _) => Date(input) is { } date
            ? new StringValue(date.ToString(format, CultureInfo.InvariantCulture), encode: false)
            : input);

    private static DateTimeOffset? Date(FluidValue input) => input.ToObjectValue() switch
    {
        DateTimeOffset date => date,
        string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) => date,
        _ => null,
    };

    private static ValueTask<FluidValue> Replace(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var (text, old, other) = (input.ToStringValue(), arguments.At(0).ToStringValue(), arguments.At(1).ToStringValue());
        if (old.Length == 0)
            return input;
        var count = other.Length > old.Length ? text.AsSpan().Count(old) : 0;
        LiquidRun.Of(context).Spend(text.Length + ((long)count * other.Length));
        return new StringValue(text.Replace(old, other, StringComparison.Ordinal), encode: false);
    }

    private static ValueTask<FluidValue> Join(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var separator = arguments.Count > 0 ? arguments.At(0).ToStringValue() : " ";
        var items = input.Enumerate(context).Select(item => item.ToStringValue()).ToList();
        LiquidRun.Of(context).Spend(items.Sum(item => (long)item.Length + separator.Length));
        return new StringValue(string.Join(separator, items), encode: false);
    }

    private static ValueTask<FluidValue> Sentence(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var word = arguments.Count > 0 ? arguments.At(0).ToStringValue() : "and";
        var items = input.Enumerate(context).Select(item => item.ToStringValue()).ToList();
        LiquidRun.Of(context).Spend(items.Sum(item => (long)item.Length + 2));
        var sentence = items.Count switch
        {
            0 => "",
            1 => items[0],
            2 => $"{items[0]} {word} {items[1]}",
            _ => $"{string.Join(", ", items.SkipLast(1))}, {word} {items[^1]}",
        };
        return new StringValue(sentence, encode: false);
    }

    private static string AbsoluteUrl(string text, TemplateContext context) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        ? text
        : LiquidRun.Of(context).Context.SiteUrl.GetLeftPart(UriPartial.Authority) + BaseUrl(context) + Rooted(text);

    private static string BaseUrl(TemplateContext context) => LiquidRun.Of(context).Context.SiteUrl.AbsolutePath.TrimEnd('/');

    private static string Rooted(string path) => path.StartsWith('/') ? path : "/" + path;

    private static string UriEscaped(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri.AbsoluteUri : string.Join('/', text.Split('/').Select(Uri.EscapeDataString));

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\S+")]
    private static partial Regex Words();
}
