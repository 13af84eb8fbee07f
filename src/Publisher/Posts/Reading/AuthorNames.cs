using System.Text.RegularExpressions;

namespace Publisher.Posts.Reading;

/// <summary>Authors as a head names them: texts, lists, ids of an authors file, maps. Names are not split: "Josh Aas, Executive Director" is one author.</summary>
internal static partial class AuthorNames
{
    // WordPress's display_name is the one that its author chose.
    private static readonly string[] NameKeys = ["name", "display_name", "displayName", "login"];

    /// <param name="known">Names by the id that stands for them.</param>
    public static IReadOnlyList<string> Of(FrontMatter front, IReadOnlyDictionary<string, string> known, string? siteAuthor)
    {
        var written = new List<string>(1);
        foreach (var key in HeadKeys.Authors)
        {
            if (front[key] is HeadScalar { IsNull: false, Text: var text } && !string.IsNullOrWhiteSpace(text))
                written.Add(Known(text.Trim()));
            else if (front[key] is { } value)
                written.AddRange(Names(value).Select(Known));
        }

        var named = Topics.Distinct(written);
        return named.Count > 0 ? named : siteAuthor is null ? [] : [siteAuthor];

        string Known(string name) => WithoutAddress(known.GetValueOrDefault(name, name));
    }

    /// <summary>A name without the address of mail that it came with: that is published only when it is asked for.</summary>
    public static string WithoutAddress(string name) => !name.Contains('@', StringComparison.Ordinal) ? name : MailAddress().Replace(name, "").Trim() switch
    {
        "" => name.Split('@')[0].TrimStart('<', '('),
        ['(', .. var inner, ')'] when inner.Length > 0 => inner.Trim(),
        var plain => plain,
    };

    private static IEnumerable<string> Names(HeadValue? value) => value switch
    {
        HeadScalar { IsNull: false } scalar when !string.IsNullOrWhiteSpace(scalar.Text) => [scalar.Text.Trim()],
        HeadList list => list.Items.Where(item => item is not HeadList).SelectMany(Names),
        HeadMap map => NameKeys.Select(key => Names(map[key])).FirstOrDefault(names => names.Any(), []),
        _ => [],
    };

    [GeneratedRegex(@"[<(]?[\w.+-]+@[\w-]+\.[\w.-]+[>)]?", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex MailAddress();
}
