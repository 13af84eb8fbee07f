using Publisher.Posts;

namespace Publisher.Feeds.Splicing;

/// <summary>The pieces that a compressed copy is made of.</summary>
/// <param name="Posts">What the entries of the file are of.</param>
/// <param name="Level">How hard they were compressed.</param>
internal sealed record GzipMap(IReadOnlyList<Post> Posts, IReadOnlyList<GzipPiece> Pieces, int Level)
{
    /// <summary>How the copy lies on disk; null before it does.</summary>
    public FileStamp? Stamp { get; init; }
}

/// <summary>Some entries, compressed so that it stands for itself. The first piece holds the head too, the last one the foot.</summary>
/// <param name="First">The index of its first entry.</param>
/// <param name="Count">Of its entries.</param>
/// <param name="From">Where it begins in the copy, in bytes.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Crc">Of what it holds.</param>
internal readonly record struct GzipPiece(int First, int Count, long From, long To, uint Crc);
