using System.Globalization;
using Fluid;
using Fluid.Values;

namespace Publisher.Templates;

/// <summary>The filters that templates have beside the usual ones: <c>t</c>, <c>date_text</c>, <c>inline</c>.</summary>
internal sealed class TemplateFilters(TemplateFiles files, Texts texts)
{
    public const string Language = "language";

    public void AddTo(FilterCollection filters)
    {
        filters.AddFilter("t", Translate);
        filters.AddFilter("date_text", DateText);
        filters.AddFilter("inline", Inline);
        filters.AddFilter("replace", Replace);
    }

    private ValueTask<FluidValue> Translate(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var args = arguments.Names.Select(name => (name, arguments[name].ToStringValue()));
        return StringValue.Create(texts.Get(input.ToStringValue(), LanguageOf(context), args));
    }

    private ValueTask<FluidValue> DateText(FluidValue input, FilterArguments arguments, TemplateContext context) =>
        input.ToObjectValue() is DateTimeOffset date
            ? StringValue.Create(DateText(date, LanguageOf(context)))
            : input;

    private string DateText(DateTimeOffset date, string language) =>
        texts.Get("date.text", language,
        [
            ("year", Number(date.Year)),
            ("month", texts.Get("months." + Number(date.Month), language, [])),
            ("day", Number(date.Day)),
        ]);

    /// <summary>A file of the set as it stands, such as the style sheet.</summary>
    private ValueTask<FluidValue> Inline(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var name = input.ToStringValue();
        var source = files.Find(name) ?? throw new TemplateException($"There is no file '{name}'.");
        return new StringValue(source.Text, encode: false);
    }

    // The engine's own makes a text as long as the product of two.
    private static ValueTask<FluidValue> Replace(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var (text, old, other) = (input.ToStringValue(), arguments.At(0).ToStringValue(), arguments.At(1).ToStringValue());
        if (old.Length == 0)
            return input;
        TemplateBudget.Of(context).Spend(text.Length + ((long)text.AsSpan().Count(old) * other.Length));
        return new StringValue(text.Replace(old, other, StringComparison.Ordinal));
    }

    private static string LanguageOf(TemplateContext context) => (string)context.AmbientValues[Language];

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
