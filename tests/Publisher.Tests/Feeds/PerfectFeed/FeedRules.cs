using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace Publisher.Tests.Feeds.PerfectFeed;

/// <summary>What the specifications of a feed's format, and the W3C's validator, ask of it: our own checker, as the validator is a service of the net.</summary>
internal static class FeedRules
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="served">Where a reader got it.</param>
    /// <returns>What is wrong, a sentence each.</returns>
    public static IReadOnlyList<string> FaultsOf(byte[] bytes, Uri served)
    {
        var faults = new Faults();
        try
        {
            Check(Strict.GetString(bytes), served.AbsoluteUri, faults);
        }
        catch (Exception broken) when (broken is XmlException or JsonException or DecoderFallbackException)
        {
            faults.Add($"it cannot be read: {broken.Message}");
        }

        return faults.Found;
    }

    private static void Check(string text, string served, Faults faults)
    {
        if (text.StartsWith('{'))
        {
            using var json = JsonDocument.Parse(text);
            JsonRules.Check(json.RootElement, served, faults);
            return;
        }

        faults.Unless(text.StartsWith('<'), "the first character is not <");
        using var reader = XmlReader.Create(new StringReader(text.TrimStart('\ufeff')), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        var root = XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root!;
        Action<XElement, string, Faults> check = root.Name.LocalName switch
        {
            "rss" => RssRules.Check,
            "feed" => AtomRules.Check,
            "opml" => OpmlRules.Check,
            _ => (_, _, unknown) => unknown.Add($"{root.Name} is no feed"),
        };
        check(root, served, faults);
    }
}
