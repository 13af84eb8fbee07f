using System.Text;
using Publisher.Posts.Identity;
using Publisher.Posts.Reading;

namespace Publisher.Feeds.Topics;

/// <summary>The part of an address that a topic's feeds lie under. Spellings that differ in case, spaces and punctuation alone are one topic; those that differ in more never are.</summary>
internal static class TopicSlug
{
    // C, C# and C++, NET and .NET are not the same.
    private static readonly (string Sign, string Word)[] Telling = [("#", "sharp"), ("+", "plus")];

    public static string Of(string name)
    {
        var slug = Slugs.Plain(Spoken(name).Normalize(NormalizationForm.FormC));
        // Signs alone, an emoji mostly: nothing of it can stand in an address, but it stays told from any other.
        return slug.Length > 0 ? slug : PostIds.Uuid("topic", name.Trim())["urn:uuid:".Length..];
    }

    private static string Spoken(string name)
    {
        var clean = CleanText.Of(name).Trim();
        if (clean.Length > 1 && clean[0] == '.' && char.IsLetter(clean[1]))
            clean = "dot" + clean[1..];
        foreach (var (sign, word) in Telling)
            clean = clean.Replace(sign, word, StringComparison.Ordinal);
        return clean;
    }
}
