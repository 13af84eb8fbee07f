using System.Text;
using System.Text.Json;

namespace Publisher.Posts.Reading;

/// <summary>A head that is a JSON object (RFC 8259). Values have the head's first line: JSON's reader counts bytes.</summary>
internal static class JsonHead
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 32 };

    /// <summary>How many characters of a text the JSON object that it begins with takes; 0 where it begins with none.</summary>
    public static int LengthIn(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        try
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 32 });
            reader.Read();
            reader.Skip();
            return Encoding.UTF8.GetCharCount(bytes, 0, (int)reader.BytesConsumed);
        }
        catch (JsonException)
        {
            return 0;
        }
    }

    /// <exception cref="PostException">No JSON object.</exception>
    public static HeadMap Parse(string json, int firstLine, List<(int Line, string Message)>? warnings = null)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Lenient);
            return Value(document.RootElement, firstLine, warnings ?? []) as HeadMap ?? throw new PostException(firstLine, "the front matter is no JSON object; put its fields in { and }");
        }
        catch (JsonException fault)
        {
            throw new PostException(firstLine + (int)(fault.LineNumber ?? 0), $"the front matter is no valid JSON: {fault.Message.Split(". ")[0].TrimEnd('.')}. Mend the line", fault);
        }
        catch (InvalidOperationException fault)
        {
            // Told only when the text is asked for.
            throw new PostException(firstLine, "the front matter is no valid JSON: an escape stands for no character", fault);
        }
    }

    private static HeadValue Value(JsonElement element, int line, List<(int Line, string Message)> warnings) => element.ValueKind switch
    {
        JsonValueKind.Object => Map(element, line, warnings),
        JsonValueKind.Array => new HeadList([.. element.EnumerateArray().Select(item => Value(item, line, warnings))], line),
        JsonValueKind.String => new HeadScalar(element.GetString()!, Quoted: true, line),
        JsonValueKind.Null => new HeadScalar("", Quoted: false, line),
        _ => new HeadScalar(element.GetRawText(), Quoted: false, line),
    };

    private static HeadMap Map(JsonElement element, int line, List<(int Line, string Message)> warnings)
    {
        var fields = new Dictionary<string, HeadValue>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in element.EnumerateObject())
            HeadMap.Put(fields, property.Name, Value(property.Value, line, warnings), line, warnings);
        return new(fields, line);
    }
}
