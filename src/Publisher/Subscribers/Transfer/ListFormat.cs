namespace Publisher.Subscribers.Transfer;

/// <summary>A column that means something here.</summary>
internal enum Column
{
    Email,
    Cadence,
    Topics,
    Language,
    TimeZone,
    Status,
    ConfirmedAt,
    Reason,
    Format,
    PausedUntil,
}

/// <summary>A value that tells of a refusal.</summary>
/// <param name="Column">The column's bare name.</param>
/// <param name="Word">The value; null means any.</param>
internal sealed record Sign(string Column, string? Word, Standing Standing);

/// <summary>How a program writes its list of readers. Names of columns are bare: lower case, letters and digits alone.</summary>
/// <param name="Marks">Sets of columns; a list that has all of one set is of this format.</param>
/// <param name="Names">The names that a column goes by; the first that is there counts.</param>
/// <param name="Words">What the words of the status say, bare as well.</param>
/// <param name="Files">How the names of files begin that hold people of one standing.</param>
internal sealed record ListFormat(
    string Name,
    string[][] Marks,
    IReadOnlyDictionary<Column, string[]> Names,
    IReadOnlyDictionary<string, Standing> Words,
    Sign[] Signs,
    IReadOnlyDictionary<string, Standing> Files)
{
    /// <summary>Whether it is our own: there a value that cannot be read is a fault, elsewhere it may mean what we do not know.</summary>
    public bool IsOwn => Name == ListFormats.OwnName;

    /// <summary>The format of a list that has these columns.</summary>
    public static ListFormat Of(IReadOnlyCollection<string> columns) => ListFormats.All.First(format => format.Marks.Any(mark => mark.All(columns.Contains)));

    public static string Bare(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
