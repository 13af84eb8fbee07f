using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Publisher.Templates;

/// <summary>Reads a file of texts: YAML maps, flattened to keys such as <c>subscribe.title</c>.</summary>
internal static class TextFile
{
    public static IReadOnlyDictionary<string, string> Read(TemplateSource source)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Load(source) is { } root) Flatten(root, "", source, texts);
        return texts;
    }

    private static YamlNode? Load(TemplateSource source)
    {
        try
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(source.Text));
            return yaml.Documents.Count == 0 ? null : yaml.Documents[0].RootNode;
        }
        catch (YamlException e)
        {
            throw new TemplateException($"{source.Path}, line {e.Start.Line}: this is not readable YAML: {e.Message.TrimEnd('.')}.", e);
        }
    }

    private static void Flatten(YamlNode node, string key, TemplateSource source, Dictionary<string, string> texts)
    {
        if (node is YamlMappingNode map)
            foreach (var (name, child) in map.Children)
                Flatten(child, key.Length == 0 ? name.ToString() : $"{key}.{name}", source, texts);
        else if (node is YamlScalarNode scalar && key.Length > 0)
            texts[key] = scalar.Value ?? "";
        else
            throw new TemplateException($"{source.Path}, line {node.Start.Line}: a text is expected here, or a map of texts.");
    }
}
