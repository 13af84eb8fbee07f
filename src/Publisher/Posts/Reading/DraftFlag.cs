using System.Text.RegularExpressions;

namespace Publisher.Posts.Reading;

/// <summary>Whether a head says "not yet". In doubt the post is a draft: what was not published can be, what was mailed cannot be taken back.</summary>
internal static partial class DraftFlag
{
    private const int SuspectLength = 4_000;
    private const int NearLength = 1_000;

    private static readonly string[] PublishKeys = ["published", "publish", "public"];

    /// <summary>Why the post is a draft; null where it is none.</summary>
    public static string? Read(FrontMatter front, List<(int Line, string Message)> warnings)
    {
        if (front.Flag("draft", out var unclear) == true)
            return "draft: true";
        if (unclear is not null)
            return Doubt("draft", unclear, front, warnings);
        foreach (var key in PublishKeys)
        {
            if (front.Flag(key, out unclear) == false)
                return $"{key}: false";
            if (unclear is not null && PostDates.Read(unclear, isUtc: true, TimeZoneInfo.Utc) is null)
                return Doubt(key, unclear, front, warnings);
        }

        return front.List("status", text => [text]).FirstOrDefault(IsUnfinished) is { } status ? $"status: {status}" : null;
    }

    /// <summary>The same for a file without front matter: a head of another dialect, or one whose fence was lost, stands in its body and may say "not yet".</summary>
    public static string? Suspect(string body, List<(int Line, string Message)> warnings)
    {
        // A head may be long, and has no blank lines.
        var end = body.Length <= SuspectLength ? -1 : body.IndexOf("\n\n", SuspectLength, StringComparison.Ordinal);
        var match = Flag().Match(end < 0 ? body : body[..end]);
        if (!match.Success)
            return null;
        var reason = match.Value.Trim();
        warnings.Add((1 + body.AsSpan(0, match.Index).Count('\n'), $"the file has no front matter that can be read, and '{reason}'; the post stays a draft until it has"));
        return reason;
    }

    /// <summary>The same for what stands right below a head: a blank line may have come between the fields of one that ends there, and a fence may have moved up among them.</summary>
    public static string? BelowHead(SplitSource split, List<(int Line, string Message)> warnings)
    {
        // A head of mere lines may end anywhere, and so may one that is not closed. Else what looks like a flag must stand among fields, or between two fences.
        var isWeak = split.Kind == HeadKind.Lines || !split.IsClosed;
        var start = isWeak || split.Kind == HeadKind.Json ? Beginning(split.Body, split.IsClosed ? NearLength : SuspectLength) : LikeHead(split.Source.UpToFence(), split);
        if (Flag().Matches(start).FirstOrDefault(match => isWeak || IsAmongFields(start, match)) is not { } found)
            return null;
        var reason = found.Value.Trim();
        warnings.Add((split.BodyLine + start.AsSpan(0, found.Index).Count('\n'), $"'{reason}' stands right below the front matter; move it up into that, or further down if it is text. The post stays a draft until then"));
        return reason;
    }

    // Blank lines put nothing further away, however many there are.
    private static string Beginning(string body, int length) => body[..Math.Min(body.Length, body.Length - body.AsSpan().TrimStart().Length + length)];

    // Damage may have put fences and blank lines into a head: what stands below one is looked through as long as it goes on like one.
    private static string LikeHead(string first, SplitSource split)
    {
        if (!first.EndsWith('\n') && !FieldLine().IsMatch(first[..Math.Max(first.IndexOf('\n', StringComparison.Ordinal), 0)]))
            return first;
        var body = split.Body.AsSpan(0, Math.Min(split.Body.Length, SuspectLength));
        // Whether a block began with a field; null before its first line.
        bool? began = null;
        var (end, isAfterBlank) = (0, false);
        foreach (var range in body.Split('\n'))
        {
            var line = body[range].TrimEnd();
            if (line is "---" or "+++")
                (began, isAfterBlank) = (null, false);
            else if (!line.IsEmpty && began is null)
                began = FieldLine().IsMatch(line);
            if (line.IsEmpty ? began != true && !isAfterBlank : isAfterBlank && began == false)
                break;
            (began, isAfterBlank) = line.IsEmpty ? (null, true) : (began, isAfterBlank);
            end = Math.Min(range.End.GetOffset(body.Length) + 1, body.Length);
        }

        // A line end says that a fence follows.
        var text = body[..Math.Max(end, first.Length)].ToString();
        return end > first.Length && !text.TrimEnd('\n').EndsWith("---", StringComparison.Ordinal) && !text.TrimEnd('\n').EndsWith("+++", StringComparison.Ordinal) ? text.TrimEnd('\n') : text;
    }

    private static bool IsAmongFields(string text, Match flag)
    {
        var from = text.LastIndexOf("\n\n", flag.Index, StringComparison.Ordinal) is >= 0 and var blank ? blank + 2 : 0;
        var to = text.IndexOf("\n\n", flag.Index + flag.Length, StringComparison.Ordinal) is >= 0 and var end ? end : text.Length;
        // Alone between two fences; with blank lines there too it may be a sentence.
        var rest = text.AsSpan(to).TrimStart();
        var isBeforeFence = rest.StartsWith("---") || rest.StartsWith("+++") || (rest.IsEmpty && text.EndsWith('\n'));
        var isAlone = isBeforeFence && text.AsSpan(0, from).IsWhiteSpace();
        return (isAlone && ((from == 0 && to == text.Length) || OneWord().IsMatch(flag.Value))) || FieldLine().Count(text[from..to]) > 1;
    }

    /// <summary>The same for the tables of a head in TOML: what is written below the line of a table belongs to it, whatever its author meant.</summary>
    public static string? InTables(HeadMap head, List<(int Line, string Message)> warnings)
    {
        foreach (var (name, table) in head.Fields)
        {
            if (table is not HeadMap map || new FrontMatter(map, HeadMap.Empty) is var front && front.Flag("draft", out _) != true && front.Flag("published", out _) != false)
                continue;
            var key = map["draft"] is not null ? "draft" : "published";
            warnings.Add((front.Line(key), $"'{key}' stands below [{name}] and so belongs to it; move it up to the first lines. The post stays a draft until then"));
            return $"{key} in [{name}]";
        }

        return null;
    }

    /// <summary>The same for a head that could only be read in part: a line that speaks of a draft counts, whatever became of it.</summary>
    public static string? InRepaired(string head, int headLine, List<(int Line, string Message)> warnings)
    {
        var match = Flag().Match(head) is { Success: true } flag ? flag : DraftLine().Match(head);
        if (!match.Success)
            return null;
        var reason = match.Value.Trim();
        warnings.Add((headLine + head.AsSpan(0, match.Index).Count('\n'), $"the front matter could only be read in part, and '{reason}' stands in it; the post stays a draft until that is mended"));
        return reason;
    }

    // YAML takes a line that is set in below the value for more of it.
    private static bool IsUnfinished(string status) => status.Split([' ', '\n', '\t'], 2)[0].ToUpperInvariant() is "DRAFT" or "PENDING" or "PRIVATE" or "TRASH";

    private static string Doubt(string key, string value, FrontMatter front, List<(int Line, string Message)> warnings)
    {
        warnings.Add((front.Line(key), $"'{key}: {value}' is neither true nor false; the post stays a draft until it is"));
        return $"{key}: {value}";
    }

    // In whatever the head is written in.
    [GeneratedRegex(@"^[^\w\n]*[\w-]+[""']?[ \t]*[:=：]", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex FieldLine();

    [GeneratedRegex(@"[:=：][^\w\n]*\w+[^\w\n]*$", RegexOptions.CultureInvariant)]
    private static partial Regex OneWord();

    [GeneratedRegex(@"^([^\w\n]*|.*[\[{,]\s*)draft\b(?!.*\bfalse\b).*$", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DraftLine();

    [GeneratedRegex(
        @"^[^\w\n]*(draft[^\w\n:=：]*[:=：](?![^\w\n]*false\b).*|(published?|public)[^\w\n:=：]*[:=：][^\w\n]*(false|no|off|0)\b.*|status[^\w\n:=：]*[:=：][^\w\n]*(draft|pending|private|trash)\b.*)$",
        RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Flag();
}
