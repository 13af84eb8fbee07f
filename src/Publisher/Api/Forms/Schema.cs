using Publisher.Subscribers;

namespace Publisher.Api.Forms;

/// <summary>The form of a value, in the words of JSON Schema 2020-12 that are needed here. The document is written from it and what comes in is held against it, so that the two agree.</summary>
/// <param name="Type"><c>string</c>, <c>integer</c>, <c>boolean</c>, <c>array</c> or <c>object</c>.</param>
internal sealed record Schema(string Type)
{
    public const string Instant = "date-time";
    public const string Mail = "email";

    /// <summary>Under this name it stands once in the document.</summary>
    public string? Name { get; init; }

    public string? About { get; init; }

    public bool IsNullable { get; init; }

    public string? Format { get; init; }

    /// <summary>The only texts that there are; none means any.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    public int Shortest { get; init; }

    /// <summary>Characters of a text, or entries of a list.</summary>
    public int? Longest { get; init; }

    public long? Least { get; init; }

    public long? Most { get; init; }

    public Schema? Items { get; init; }

    public IReadOnlyList<Field> Fields { get; init; } = [];

    public static Schema Number(string about) => new("integer") { About = about, Format = "int64" };

    public static Schema Flag(string about) => new("boolean") { About = about };

    public static Schema Text(string about, int? longest = null, int shortest = 0) => new("string") { About = about, Longest = longest, Shortest = shortest };

    public static Schema Time(string about) => new("string") { About = about, Format = Instant };

    public static Schema Address(string about) => new("string") { About = about, Format = Mail, Longest = 254 };

    public static Schema Word(string about, params IReadOnlyList<string> words) => new("string") { About = about, Words = words };

    /// <summary>The lower-case words of an enumeration.</summary>
    public static Schema Word<T>(string about)
        where T : struct, Enum => Word(about, [.. Enum.GetValues<T>().Select(SubscriberRows.Word)]);

    public static Schema List(string about, Schema items, int? longest = null) => new("array") { About = about, Items = items, Longest = longest };

    public static Schema Object(string? name, string about, params IReadOnlyList<Field> fields) => new("object") { Name = name, About = about, Fields = fields };

    public Schema OrNull() => this with { IsNullable = true };
}

/// <param name="IsRequired">Whether it is always there.</param>
internal sealed record Field(string Name, Schema Schema, bool IsRequired = true)
{
    public static Field Maybe(string name, Schema schema) => new(name, schema, false);
}
