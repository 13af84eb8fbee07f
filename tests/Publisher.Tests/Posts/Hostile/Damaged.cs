namespace Publisher.Tests.Posts.Hostile;

/// <summary>A post and what was done to its bytes; each byte remembers where in the good post it stood.</summary>
internal sealed class Damaged(SamplePost post)
{
    private readonly List<Piece> pieces = [new(0, post.Bytes)];

    // From is the place in the good post; -1 for bytes that never stood in it.
    private readonly record struct Piece(int From, ReadOnlyMemory<byte> Bytes)
    {
        public int Length => Bytes.Length;

        public Piece Slice(int start, int length) => new(From < 0 ? From : From + start, Bytes.Slice(start, length));
    }

    public SamplePost Post => post;

    public int Length => pieces.Sum(piece => piece.Length);

    public byte[] Bytes => [.. pieces.SelectMany(piece => piece.Bytes.ToArray())];

    /// <summary>
    /// Whether the flag is still said: the whole line of it, and the line ends on both sides, stand unbroken and in order,
    /// and before what ended the head (the first byte that is left of the closing fence and what follows it).
    /// Whatever else was lost, added or moved, the post must not be published.
    /// </summary>
    public bool KeepsFlag
    {
        get
        {
            if (post.InDraftFolder)
                return true;
            return post.Flag is { } flag && PlaceOf(flag) is { } place && !(HeadEnd() < place);
        }
    }

    public Damaged Replace(int at, int length, params ReadOnlySpan<byte> with)
    {
        var (first, last) = (SplitAt(at), SplitAt(at + length));
        pieces.RemoveRange(first, last - first);
        if (with.Length > 0)
            pieces.Insert(first, new(-1, with.ToArray()));
        return this;
    }

    /// <summary>Two parts change places; the second stands behind the first.</summary>
    public Damaged Swap(Extent first, Extent second)
    {
        var (a, b, c, d) = (SplitAt(first.Start), SplitAt(first.End), SplitAt(second.Start), SplitAt(second.End));
        var swapped = pieces[c..d].Concat(pieces[b..c]).Concat(pieces[a..b]).ToList();
        pieces.RemoveRange(a, d - a);
        pieces.InsertRange(a, swapped);
        return this;
    }

    // The index of the piece that begins there.
    private int SplitAt(int at)
    {
        var i = 0;
        for (; i < pieces.Count && at >= pieces[i].Length; i++)
            at -= pieces[i].Length;
        if (at == 0 || i == pieces.Count)
            return i;
        var whole = pieces[i];
        pieces[i] = whole.Slice(0, at);
        pieces.Insert(i + 1, whole.Slice(at, whole.Length - at));
        return i + 1;
    }

    // A part may be in several pieces that still stand one behind the other.
    private int? PlaceOf(Extent part)
    {
        var (place, reached) = (0, -1);
        int? found = null;
        foreach (var piece in pieces)
        {
            if (piece.From >= 0 && piece.From <= part.Start && part.Start < piece.From + piece.Length)
                (found, reached) = (place + part.Start - piece.From, piece.From + piece.Length);
            else if (found is not null && reached < part.End)
            {
                if (piece.From != reached)
                    return null;
                reached += piece.Length;
            }

            place += piece.Length;
        }

        return reached >= part.End ? found : null;
    }

    private int? HeadEnd()
    {
        var (place, first) = (0, int.MaxValue);
        int? found = null;
        foreach (var piece in pieces)
        {
            var from = Math.Max(piece.From, post.Head.End);
            if (piece.From >= 0 && from < piece.From + piece.Length && from < first)
                (first, found) = (from, place + from - piece.From);
            place += piece.Length;
        }

        return found;
    }
}
