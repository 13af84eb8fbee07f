using System.Text;

namespace Publisher.Tests.Posts.Hostile;

/// <param name="others">All good posts, that one among them.</param>
internal delegate Damaged Damage(SamplePost post, IReadOnlyList<SamplePost> others, Random random);

/// <summary>What can happen to a file, kind by kind. The same random numbers do the same damage.</summary>
internal static class Damages
{
    private static readonly string[] Tokens = ["---\n", "\n---\n", "+++\n", "...\n", "\n", "\n\n", "\r", "\"", "'", ": ", ":", "#", "\t", " ", "- ", "{", "}", "[", "]", "|\n", ">\n", "&a ", "*a", "!!", "{%", "%}", "{{", "}}", "<", ">", "<!--", "-->", "`", "```\n", "\0", "\0\0\0\0", "\\", "draft: false\n", "title:\n", "[x]\n", "=\n"];

    public static IReadOnlyList<(string Kind, Damage Do)> All { get; } =
    [
        ("random bytes", (_, _, random) => new(SamplePost.Of("random.md", Noise.Bytes(random)))),
        ("cut", (post, _, random) => Cut(new(post), random)),
        ("flipped bits", (post, _, random) => Flip(new(post), random)),
        ("inserted, deleted", (post, _, random) => Edit(new(post), random)),
        ("another body", OtherBody),
        ("another form", OtherForm),
        ("nested, repeated", Nest),
        ("swapped lines", (post, _, random) => SwapLines(new(post), random)),
        ("Unicode noise", (post, _, random) => Sprinkle(new(post), random)),
        ("another encoding", OtherEncoding),
    ];

    private static Damaged Cut(Damaged post, Random random)
    {
        // As often within the head as anywhere.
        var at = random.Next(1 + (random.Next(2) == 0 ? Math.Min(post.Length, post.Post.Head.End + 8) : post.Length));
        return post.Replace(at, post.Length - at);
    }

    private static Damaged Flip(Damaged post, Random random)
    {
        for (var i = random.Next(1, 12); i > 0 && post.Length > 0; i--)
        {
            var at = Place(post, random, 1);
            post.Replace(at, 1, (byte)(post.Bytes[at] ^ (1 << random.Next(8))));
        }

        return post;
    }

    private static Damaged Edit(Damaged post, Random random)
    {
        for (var i = random.Next(1, 8); i > 0; i--)
        {
            var at = Place(post, random, 0);
            if (random.Next(2) == 0)
                post.Replace(at, Math.Min(post.Length - at, random.Next(1, 12)));
            else
                post.Replace(at, 0, random.Next(3) == 0 ? Noise.Bytes(random)[..] is var noise ? noise.AsSpan(0, Math.Min(noise.Length, 8)) : default : Encoding.UTF8.GetBytes(Tokens[random.Next(Tokens.Length)]));
        }

        return post;
    }

    private static Damaged Sprinkle(Damaged post, Random random)
    {
        for (var i = random.Next(1, 20); i > 0; i--)
            post.Replace(Place(post, random, 0), 0, Noise.Unicode(random));
        return post;
    }

    private static Damaged SwapLines(Damaged post, Random random)
    {
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var lines = Lines(post.Bytes);
            if (lines.Count < 2)
                return post;
            var upTo = random.Next(2) == 0 ? Math.Min(lines.Count, 12) : lines.Count;
            var (a, b) = (random.Next(upTo - 1), random.Next(1, upTo));
            if (a != b)
                post.Swap(lines[Math.Min(a, b)], lines[Math.Max(a, b)]);
        }

        return post;
    }

    private static Damaged OtherBody(SamplePost post, IReadOnlyList<SamplePost> others, Random random)
    {
        var other = others[random.Next(others.Count)];
        // The closing fence is the first line behind the head; sometimes it goes too.
        var end = post.Head.End + (random.Next(3) == 0 ? 0 : Math.Max(0, post.Bytes.AsSpan(post.Head.End).IndexOf((byte)'\n') + 1));
        return new Damaged(post).Replace(end, post.Bytes.Length - end, other.Bytes.AsSpan(random.Next(3) == 0 ? 0 : other.Head.End));
    }

    private static Damaged OtherForm(SamplePost post, IReadOnlyList<SamplePost> others, Random random)
    {
        var forms = Enum.GetValues<HeadForm>();
        var body = Encoding.UTF8.GetString(post.Bytes.AsSpan(post.Head.End));
        return Perhaps(SamplePosts.Any(forms[random.Next(forms.Length)], body, random.Next(2) == 0, random), random);
    }

    private static Damaged OtherEncoding(SamplePost post, IReadOnlyList<SamplePost> others, Random random) => Perhaps(Encodings.Another(post, random), random);

    private static Damaged Nest(SamplePost post, IReadOnlyList<SamplePost> others, Random random)
    {
        var damaged = new Damaged(post);
        if (post.Head.Length > 0 && random.Next(4) == 0)
            return damaged.Replace(post.Head.Start, 0, Encoding.UTF8.GetBytes(Structures.InHead(random)));
        for (var i = random.Next(1, 3); i > 0; i--)
            damaged.Replace(random.Next(2) == 0 ? damaged.Length : Math.Min(damaged.Length, post.Head.End + 4 + random.Next(400)), 0, Encoding.UTF8.GetBytes(Structures.InBody(random)));
        return damaged;
    }

    private static Damaged Perhaps(SamplePost post, Random random) => random.Next(6) switch
    {
        0 => Cut(new(post), random),
        1 => Flip(new(post), random),
        2 => Edit(new(post), random),
        3 => SwapLines(new(post), random),
        _ => new(post),
    };

    // Heads are short, and what matters most stands there.
    private static int Place(Damaged post, Random random, int room) =>
        random.Next(Math.Max(1, (random.Next(2) == 0 ? Math.Min(post.Length, post.Post.Head.End + 8) : post.Length) + 1 - room));

    private static List<Extent> Lines(byte[] bytes)
    {
        var lines = new List<Extent>();
        for (var at = 0; at < bytes.Length; at = lines[^1].End)
            lines.Add(new(at, bytes.AsSpan(at).IndexOf((byte)'\n') is >= 0 and var end ? end + 1 : bytes.Length - at));
        return lines;
    }
}
