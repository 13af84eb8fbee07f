using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Fluid;
using Fluid.Values;

namespace Publisher.Templates;

/// <summary>Every page and mail as a template, and every text in the reader's language.</summary>
internal sealed partial class TemplateSet
{
    private const string DefaultFolder = "config/templates";
    private const int MaxLayouts = 5;
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly Dictionary<string, object?> None = [];
    private readonly ConcurrentDictionary<string, Lazy<Template>> _templates = new(StringComparer.Ordinal);
    private readonly TemplateParser _parser = new();
    private readonly TemplateFiles _files;
    private readonly Texts _texts;
    private readonly TemplateOptions _options;

    /// <param name="folder">Where the user's own templates are, which go before the built-in ones; it need not exist.</param>
    public TemplateSet(string? folder)
    {
        _files = new TemplateFiles(folder ?? DefaultFolder);
        _texts = new Texts(_files);
        _options = TemplateEngine.Options(_files, new TemplateFilters(_files, _texts), _parser);
    }

    /// <summary>Renders a template such as <c>pages/home.html</c>; only in <c>.html</c> are values encoded.</summary>
    /// <param name="shared">Further values, beside those of the model.</param>
    public string Render(string name, string language, object model, IReadOnlyDictionary<string, object?>? shared = null)
    {
        var context = Context(language, model);
        foreach (var (key, value) in shared ?? None)
            context.SetValue(key, FluidValue.Create(value, _options));
        var encoder = name.EndsWith(".html", StringComparison.Ordinal) ? (TextEncoder)Html : NullEncoder.Default;
        var text = InLayouts(Find(name).Render(context, encoder), context, encoder);
        return name.EndsWith(".subject", StringComparison.Ordinal) ? OneLine(text) : text.Trim() + "\n";
    }

    /// <summary>A text by its key, such as <c>notFound.heading</c>, with its <c>{names}</c> filled in.</summary>
    public string Text(string key, string language, params (string Name, string Value)[] args) =>
        _texts.Get(key, language, args);

    /// <summary>A file of the set as it stands, the user's own before the built-in one; null where there is none.</summary>
    public TemplateSource? Source(string name) => _files.Find(name);

    /// <summary>The language of the texts that serve for a language such as <c>ja-JP</c>, here <c>ja</c>; null where there are none.</summary>
    public string? Spoken(string language) => _texts.Spoken(language);

    /// <summary>Every language that there are texts in, by its tag and its own name for itself.</summary>
    public IReadOnlyList<(string Tag, string Name)> Languages => _texts.Languages;

    private TemplateContext Context(string language, object model)
    {
        var context = new TemplateContext(model, _options, allowModelMembers: true);
        context.AmbientValues[TemplateFilters.Language] = language;
        context.SetValue(TemplateFilters.Language, new StringValue(language));
        return context;
    }

    private string InLayouts(string text, TemplateContext context, TextEncoder encoder)
    {
        for (var i = 0; i < MaxLayouts && context.AmbientValues.Remove(TemplateParser.Layout, out var layout); i++)
        {
            context.SetValue("content", new StringValue(text, encode: false));
            text = Find((string)layout).Render(context, encoder);
        }

        return text;
    }

    private Template Find(string name) => _templates.GetOrAdd(name, key => new Lazy<Template>(() => Parse(key))).Value;

    private Template Parse(string name)
    {
        var source = _files.Find(name + ".liquid") ?? throw new TemplateException($"There is no template {name}.liquid.");
        return new Template(_parser, source);
    }

    private static string OneLine(string text) => Blank().Replace(text, " ").Trim();

    [GeneratedRegex(@"[\s\p{Cc}\u2028\u2029]+")]
    private static partial Regex Blank();
}
