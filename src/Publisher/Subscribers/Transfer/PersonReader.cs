using System.Globalization;
using Publisher.Mail;
using Publisher.Posts.Reading;

namespace Publisher.Subscribers.Transfer;

/// <summary>Reads people from the records of a list, by its first line.</summary>
internal sealed class PersonReader
{
    private readonly Dictionary<Column, int> places;
    private readonly List<(int Place, Sign Sign)> signs;
    private readonly Standing whole;
    private readonly int width;

    /// <param name="header">The list's first record.</param>
    /// <param name="fileName">Some programs write people of one standing into a file of that name.</param>
    /// <exception cref="ListException">No column holds addresses.</exception>
    public PersonReader(ListRecord header, string fileName)
    {
        var bare = header.Fields.Select(ListFormat.Bare).ToList();
        Format = ListFormat.Of(bare);
        width = bare.Count;
        places = Format.Names
            .Select(names => (names.Key, Place: names.Value.Select(name => bare.IndexOf(name)).FirstOrDefault(place => place >= 0, -1)))
            .Where(column => column.Place >= 0)
            .ToDictionary(column => column.Key, column => column.Place);
        signs = [.. Format.Signs.Select(sign => (bare.IndexOf(sign.Column), sign)).Where(sign => sign.Item1 >= 0)];
        whole = Format.Files.FirstOrDefault(file => fileName.StartsWith(file.Key, StringComparison.OrdinalIgnoreCase), KeyValuePair.Create("", Standing.Confirmed)).Value;
        Ignored = [.. header.Fields.Where((name, place) => name.Length > 0 && !places.ContainsValue(place) && signs.All(sign => sign.Place != place))];
        if (!places.ContainsKey(Column.Email))
            throw new ListException(header.Line, "no column is named email; let the first line name the columns, such as email,topics,language");
    }

    public ListFormat Format { get; }

    /// <summary>The columns that mean nothing here.</summary>
    public IReadOnlyList<string> Ignored { get; }

    public ListedLine Read(ListRecord record)
    {
        try
        {
            return new(record.Line, Person(record), null);
        }
        catch (FormatException fault)
        {
            return new(record.Line, null, fault.Message);
        }
    }

    private ListedPerson Person(ListRecord record)
    {
        if (record.IsTorn)
            throw new FormatException(record.Lines > 1 ? FormattableString.Invariant($"a quotation mark is left open, which takes in the lines to {record.Line + record.Lines - 1}; mend it") : "a quotation mark is left open; mend it, or double it if it is part of the text");
        if (record.Fields.Skip(width).Any(field => field.Length > 0) || (record.Lines > 1 && record.Fields.Length != width))
            throw new FormatException(FormattableString.Invariant($"the line has {record.Fields.Length} fields and the first line {width} columns; mend it"));
        if (!EmailAddress.TryParse(Value(record, Column.Email) ?? "", out var email))
            throw new FormatException("the address is none that mail can be sent to");
        return new(email, StandingOf(record), CadenceOf(record), TopicsOf(record), LanguageOf(record), TimeZoneOf(record), InstantOf(record, Column.ConfirmedAt))
        {
            Format = FormatOf(record),
            PausedUntil = InstantOf(record, Column.PausedUntil),
        };
    }

    private string? Value(ListRecord record, Column column) =>
        places.TryGetValue(column, out var place) && place < record.Fields.Length && record.Fields[place].Length > 0 ? Fields.Plain(record.Fields[place]) : null;

    // The hardest refusal that anything in the line tells of.
    private Standing StandingOf(ListRecord record)
    {
        var said = new List<Standing> { whole };
        foreach (var word in new[] { Value(record, Column.Status), Value(record, Column.Reason) }.OfType<string>())
            said.Add(Format.Words.TryGetValue(ListFormat.Bare(word), out var standing) ? standing : throw new FormatException($"the status {Shown(word)} is not known; give one of {string.Join(", ", Format.Words.Keys.Order(StringComparer.Ordinal))}"));
        said.AddRange(signs
            .Where(sign => sign.Place < record.Fields.Length && record.Fields[sign.Place] is { Length: > 0 } value && (sign.Sign.Word is null || sign.Sign.Word.Equals(value, StringComparison.OrdinalIgnoreCase)))
            .Select(sign => sign.Sign.Standing));
        return said.Max();
    }

    private Cadence? CadenceOf(ListRecord record) => Value(record, Column.Cadence) is not { } word ? null
        : Enum.GetValues<Cadence>().Cast<Cadence?>().FirstOrDefault(cadence => SubscriberRows.Word(cadence!.Value).Equals(word, StringComparison.OrdinalIgnoreCase))
            ?? throw new FormatException($"the cadence {Shown(word)} is not known; give instant, daily, weekly or monthly");

    private MailFormat? FormatOf(ListRecord record) => Value(record, Column.Format) is not { } word ? null
        : Enum.GetValues<MailFormat>().Cast<MailFormat?>().FirstOrDefault(format => SubscriberRows.Word(format!.Value).Equals(word, StringComparison.OrdinalIgnoreCase))
            ?? throw new FormatException($"the format {Shown(word)} is not known; give html or text");

    private IReadOnlyList<string> TopicsOf(ListRecord record)
    {
        var topics = Value(record, Column.Topics) is { } field ? Fields.Topics(field) : [];
        return topics.Count <= TopicNames.Most && topics.All(TopicNames.IsName)
            ? TopicNames.Clean(topics)
            : throw new FormatException($"the topics are too many or too long; give up to {TopicNames.Most} of up to {TopicNames.Longest} characters between semicolons");
    }

    private string? LanguageOf(ListRecord record) => OwnOr(Value(record, Column.Language), Languages.Tag, "language", "a code such as en or pt-BR");

    private string? TimeZoneOf(ListRecord record) => OwnOr(
        Value(record, Column.TimeZone),
        name => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId ? name : null,
        "time zone",
        "an IANA name such as Europe/Berlin");

    private DateTimeOffset? InstantOf(ListRecord record, Column column) => OwnOr(Value(record, column), Instant, "date", "an instant such as 2026-02-11T17:18:56Z") is { } text
        ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture)
        : null;

    // Go ends its instants in the zone's name: 2024-01-02 03:04:05.678 +0000 UTC.
    private static string? Instant(string text) =>
        DateTimeOffset.TryParse(text.Split(" +0000", 2)[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) && at.Year >= 1970
            ? at.ToString("O", CultureInfo.InvariantCulture)
            : null;

    private string? OwnOr(string? text, Func<string, string?> read, string what, string give) =>
        text is null ? null : read(text) ?? (Format.IsOwn ? throw new FormatException($"{Shown(text)} is no {what}; give {give}") : null);

    private static string Shown(string text) => new([.. text.Take(40).Select(c => char.IsControl(c) ? ' ' : c)]);
}
