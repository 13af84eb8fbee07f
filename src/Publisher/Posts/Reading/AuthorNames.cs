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
            Add(front[key], written);
        for (var at = 0; at < written.Count; at++)
            written[at] = WithoutAddress(known.GetValueOrDefault(written[at], written[at]));
        var named = Topics.Distinct(written);
        return named.Count > 0 ? named : siteAuthor is null ? [] : [siteAuthor];
    }

    /// <summary>A name without the address of mail that it came with: that is published only when it is asked for.</summary>
    public static string WithoutAddress(string name) => !name.Contains('@', StringComparison.Ordinal) ? name : MailAddress().Replace(name, "").Trim() switch
    {
        "" => name.Split('@')[0].TrimStart('<', '('),
        ['(', .. var inner, ')'] when inner.Length > 0 => inner.Trim(),
        var plain => plain,
    };

    private static void Add(HeadValue? value, List<string> names)
    {
        switch (value)
        {
            case HeadScalar { IsNull: false } scalar when !string.IsNullOrWhiteSpace(scalar.Text):
                names.Add(scalar.Text.Trim());
                break;
            case HeadList list:
                foreach (var item in list.Items.Where(item => item is not HeadList))
                    Add(item, names);
                break;
            case HeadMap map:
                var before = names.Count;
                for (var at = 0; at < NameKeys.Length && names.Count == before; at++)
                    Add(map[NameKeys[at]], names);
                break;
        }
    }

    [GeneratedRegex(@"[<(]?[\w.+-]+@[\w-]+\.[\w.-]+[>)]?", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex MailAddress();
}
