using System.Reflection;
using System.Text.RegularExpressions;

namespace Publisher.Templates;

/// <summary>The files that templates are made of: the user's own in a folder, then those built in.</summary>
internal sealed partial class TemplateFiles(string folder)
{
    private const string Prefix = "Templates/";
    private static readonly Assembly Home = typeof(TemplateFiles).Assembly;

    /// <summary>The file of that name, such as <c>pages/home.html.liquid</c>, or null.</summary>
    public TemplateSource? Find(string name) => SafeName().IsMatch(name) ? FindOwn(name) ?? FindBuiltIn(name) : null;

    public TemplateSource? FindOwn(string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? new TemplateSource(path, File.ReadAllText(path)) : null;
    }

    public static TemplateSource? FindBuiltIn(string name)
    {
        using var stream = Home.GetManifestResourceStream(Prefix + name);
        if (stream is null) return null;
        using var reader = new StreamReader(stream);
        return new TemplateSource(Prefix + name, reader.ReadToEnd());
    }

    /// <summary>The names of all files with that ending in one folder of the set, each once.</summary>
    public IEnumerable<string> Names(string directory, string extension) =>
        OwnNames(directory).Concat(BuiltInNames(directory))
            .Where(name => name.EndsWith(extension, StringComparison.Ordinal) && SafeName().IsMatch(name))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    private IEnumerable<string> OwnNames(string directory)
    {
        var path = Path.Combine(folder, directory);
        return Directory.Exists(path) ? Directory.EnumerateFiles(path).Select(file => $"{directory}/{Path.GetFileName(file)}") : [];
    }

    private static IEnumerable<string> BuiltInNames(string directory) =>
        Home.GetManifestResourceNames()
            .Where(name => name.StartsWith($"{Prefix}{directory}/", StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..]);

    // No part starts with a dot, so that a template can name nothing outside the set.
    [GeneratedRegex(@"\A[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*\z")]
    private static partial Regex SafeName();
}
