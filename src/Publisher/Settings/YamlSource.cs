using YamlDotNet.Core;

namespace Publisher.Settings;

/// <summary>Reads the text of a settings file, as far as it is YAML.</summary>
internal static class YamlSource
{
    public static YamlContent Read(string path, string text, Problems problems)
    {
        var walk = new YamlWalk(path, problems);
        try
        {
            walk.Read(new Parser(new StringReader(text)));
            YamlFault.AddTabs(walk.Givens, text, problems);
            return new(walk.Givens, Whole: true);
        }
        catch (Exception fault) when (YamlFault.Is(fault))
        {
            var (line, message) = YamlFault.Explain(fault, walk.Reached, text);
            problems.Add(new(path, line), "", message);
            return new(walk.Givens, Whole: false);
        }
    }
}
