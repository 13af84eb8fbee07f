namespace Publisher.Tests.Posts.Hostile;

/// <summary>The ways in which a head says "not yet".</summary>
internal static class DraftWords
{
    private static readonly (string Key, string Value)[] All = [("draft", "true"), ("published", "false"), ("status", "draft")];

    public static (string Key, string Value) Any(Random random) => All[random.Next(All.Length)];
}
