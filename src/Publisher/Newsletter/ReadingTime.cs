using System.Text.RegularExpressions;

namespace Publisher.Newsletter;

/// <summary>How long a text takes to read: Japanese and Chinese by characters, all else by words.</summary>
internal static partial class ReadingTime
{
    private const double CharactersPerMinute = 500;
    private const double WordsPerMinute = 220;

    /// <param name="text">Plain; addresses in angle brackets are not read.</param>
    /// <returns>Whole minutes, at least one; zero for no text.</returns>
    public static int Minutes(string text)
    {
        var read = Address().Replace(text, " ");
        var characters = Character().Count(read);
        var words = Word().Count(Character().Replace(read, " "));
        return (int)Math.Ceiling((characters / CharactersPerMinute) + (words / WordsPerMinute));
    }

    [GeneratedRegex(@"<?https?://\S+")]
    private static partial Regex Address();

    // Kanji, kana and the Chinese beyond the first plane; Korean has blanks between its words.
    [GeneratedRegex(@"[\u3040-\u30FF\u31F0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF]|[\uD840-\uD88D][\uDC00-\uDFFF]")]
    private static partial Regex Character();

    [GeneratedRegex(@"\w[\w'’.-]*")]
    private static partial Regex Word();
}
