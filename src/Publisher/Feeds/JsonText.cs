using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Publisher.Feeds;

/// <summary>
/// Text as a JSON string (RFC 8259, section 7) in which every character stands for itself.
/// The encoders of System.Text.Json write even an emoji or an ideographic space as an escape.
/// </summary>
internal static class JsonText
{
    // The separators are legal in JSON, but not in every JavaScript that it is pasted into.
    private static readonly SearchValues<char> Special = SearchValues.Create("\"\\\t\n\u2028\u2029");

    public static void Write(Utf8JsonWriter json, string name, string text)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(Quote(XmlText.Clean(text)), skipInputValidation: true);
    }

    /// <summary>A list on one line.</summary>
    public static void Write(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WritePropertyName(name);
        json.WriteRawValue($"[{string.Join(", ", texts.Select(XmlText.Clean).Select(Quote))}]", skipInputValidation: true);
    }

    /// <param name="clean">Without control characters other than tab and line feed, and without lone surrogates.</param>
    private static string Quote(string clean)
    {
        var quoted = new StringBuilder(clean.Length + 2).Append('"');
        var rest = clean.AsSpan();
        for (int plain; (plain = rest.IndexOfAny(Special)) >= 0; rest = rest[(plain + 1)..])
            quoted.Append(rest[..plain]).Append(Escape(rest[plain]));
        return quoted.Append(rest).Append('"').ToString();
    }

    private static string Escape(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\t' => "\\t",
        '\n' => "\\n",
        '\u2028' => "\\u2028",
        _ => "\\u2029",
    };
}
