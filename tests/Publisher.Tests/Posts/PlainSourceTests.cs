using System.Text;
using CsCheck;
using Publisher.Posts.Reading;

namespace Publisher.Tests.Posts;

/// <summary>The short way from a file to head and body must say what the stages say.</summary>
public sealed class PlainSourceTests
{
    private static readonly Gen<byte[]> Files = Gen.OneOf(
        Gen.OneOf("---\n", "---\n", "--- \n", "...\n", "---\r\n", "+++\n", "title: 題\n", "tags: [a]\n", "\n", "  \n", "Body\n", "本文。\n", "----\n", "---", "🦀\n", "\uFEFF", "\r", "\u0001", "\t", "\u0085", "\u00A0", "\uFFFE", "\uFFFF", "\uFFFD").Select(Encoding.UTF8.GetBytes),
        Gen.OneOf<byte[]>([0xFF], [0xE3, 0x81], [0]),
        Gen.Const("---\ntitle: 題\n---\n").Select(Encoding.UTF8.GetBytes)).Array[0, 8].Select(parts => parts.SelectMany(part => part).ToArray());

    [Fact]
    public void Both_ways_split_the_same() => Files.Sample(
        bytes =>
        {
            if (PlainSource.Split(bytes) is { } plain)
            {
                var text = SourceText.Decode(bytes);
                Assert.Equal(FrontMatterSplitter.Split(text), plain);
                Assert.Equal(-1, CleanText.FirstForbidden(text));
            }
        },
        iter: 30_000);

    [Fact]
    public void A_file_as_it_mostly_is_goes_the_short_way() => Assert.NotNull(PlainSource.Split("---\ntitle: 題\n---\n\n本文。\n"u8.ToArray()));

    [Fact]
    public void A_body_is_the_same_as_bytes_and_as_text()
    {
        var (bytes, text) = (new SourceBody("本文 page.title\n"u8.ToArray()), new SourceBody("本文 page.title\n"));
        Assert.Equal(text, bytes);
        Assert.True(text.Contains("page."));
        Assert.True(new SourceBody("本文 page.title\n"u8.ToArray()).Contains("page."));
        Assert.False(new SourceBody("本文"u8.ToArray()).Contains("page."));
    }
}
