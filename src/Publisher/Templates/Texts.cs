namespace Publisher.Templates;

/// <summary>Every text that readers see, by language and key.</summary>
internal sealed class Texts
{
    private const string Fallback = "en";
    private const string Extension = ".yaml";
    private static readonly Dictionary<string, string> None = [];
    private readonly Dictionary<string, Dictionary<string, string>> _languages;

    public Texts(TemplateFiles files) =>
        _languages = files.Names("texts", Extension).ToDictionary(
            name => name["texts/".Length..^Extension.Length],
            name => Merge(files, name),
            StringComparer.OrdinalIgnoreCase);

    /// <summary>The text with its <c>{names}</c> filled in; a key that is missing in the language is taken from English.</summary>
    /// <exception cref="TemplateException">English has no such key either.</exception>
    public string Get(string key, string language, IEnumerable<(string Name, string Value)> args)
    {
        if (!In(language).TryGetValue(key, out var text) && !In(Fallback).TryGetValue(key, out text))
            throw new TemplateException($"There is no text '{key}' in texts/{Fallback}{Extension}.");
        return Fill(text, args);
    }

    /// <summary>Every language that there are texts in, by its tag and its own name for itself.</summary>
    public IReadOnlyList<(string Tag, string Name)> Languages =>
        [.. _languages.OrderBy(language => language.Key, StringComparer.Ordinal).Select(language => (language.Key, language.Value.GetValueOrDefault("language", language.Key)))];

    /// <summary>The language of the texts that serve for a language such as <c>ja-JP</c>; null where there are none.</summary>
    public string? Spoken(string language)
    {
        var tag = language;
        while (tag.Length > 0 && !_languages.ContainsKey(tag))
            tag = tag[..Math.Max(0, tag.LastIndexOf('-'))];
        return _languages.Keys.FirstOrDefault(name => name.Equals(tag, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The texts for <c>ja-JP</c> are those of <c>ja</c>; for a language nobody translated, the English ones.</summary>
    private Dictionary<string, string> In(string language) => _languages.GetValueOrDefault(Spoken(language) ?? Fallback, None);

    // A user's own file changes the texts it names and leaves the others.
    private static Dictionary<string, string> Merge(TemplateFiles files, string name)
    {
        var merged = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var source in new[] { TemplateFiles.FindBuiltIn(name), files.FindOwn(name) })
            if (source is not null)
                foreach (var (key, text) in TextFile.Read(source)) merged[key] = text;
        return merged;
    }

    // In one pass, so that a value with braces in it is shown as it is.
    private static string Fill(string text, IEnumerable<(string Name, string Value)> args)
    {
        var values = args.ToDictionary(arg => arg.Name, arg => arg.Value, StringComparer.Ordinal);
        return values.Count == 0 ? text : Placeholders.Replace(text, values);
    }
}
