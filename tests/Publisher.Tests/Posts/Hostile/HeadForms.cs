using System.Text;
using System.Text.Json;

namespace Publisher.Tests.Posts.Hostile;

/// <summary>The seven forms of a head.</summary>
internal enum HeadForm
{
    Yaml,
    Toml,
    Json,
    FencedJson,
    Lines,
    Unfenced,
    None,
}

/// <summary>Writes posts with heads in each form.</summary>
internal static class HeadForms
{
    public static SamplePost Write(HeadForm form, string title, string body, Random random, bool isDraft)
    {
        var quoted = JsonSerializer.Serialize(title);
        var word = isDraft ? DraftWords.Any(random) : ("layout", "post");
        var fields = new List<string> { Field(form, "title", quoted), Field(form, "date", Text(form, "2026-02-11 17:18:56")), Field(form, "author", Text(form, "A. Writer")) };
        if (form is HeadForm.Yaml or HeadForm.Unfenced)
            fields.Add("tags:\n  - one\n  - 二");
        var flag = Field(form, word.Item1, word.Item2 is "true" or "false" ? word.Item2 : Text(form, word.Item2));
        // Pelican's head is known by its first key.
        fields.Insert(random.Next(form == HeadForm.Lines ? 1 : 0, fields.Count + 1), flag);
        var (start, head, end) = Parts(form, fields);
        var (from, to) = (Encoding.UTF8.GetByteCount(start), Encoding.UTF8.GetByteCount(start + head));
        var post = SamplePost.Of($"{form}, {word.Item1}: {word.Item2}.md", start + head + end + body) with { Head = new(from, to - from) };
        return isDraft && form != HeadForm.None ? post.Marked(flag) : post;
    }

    private static (string Start, string Head, string End) Parts(HeadForm form, List<string> fields) => form switch
    {
        HeadForm.Toml => ("+++\n", string.Join('\n', fields) + "\n", "+++\n\n"),
        HeadForm.Json => ("{\n", string.Join(",\n", fields) + "\n", "}\n\n"),
        HeadForm.FencedJson => ("---json\n{\n", string.Join(",\n", fields) + "\n", "}\n---\n\n"),
        HeadForm.Lines => ("", string.Join('\n', fields) + "\n", "\n"),
        HeadForm.Unfenced => ("", string.Join('\n', fields) + "\n", "---\n\n"),
        HeadForm.None => ("", "", ""),
        _ => ("---\n", string.Join('\n', fields) + "\n", "---\n\n"),
    };

    private static string Field(HeadForm form, string key, string value) => form switch
    {
        HeadForm.Toml => $"{key} = {value}",
        HeadForm.Json or HeadForm.FencedJson => $"  \"{key}\": {value}",
        _ => $"{key}: {value}",
    };

    private static string Text(HeadForm form, string text) => form is HeadForm.Toml or HeadForm.Json or HeadForm.FencedJson ? $"\"{text}\"" : text;
}
