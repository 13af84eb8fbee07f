using System.Security.Cryptography;
using System.Text;
using Publisher.Posts.Identity;

namespace Publisher.Tests.Posts;

public sealed class PostIdsTests
{
    [Fact]
    public void A_path_always_makes_the_same_id()
    {
        // Written down: another id would give every subscriber every post again.
        Assert.Equal("urn:uuid:b50141b9-8980-8217-a90e-a7191caec326", PostIds.FromPath("2026-02-11-a.md"));
    }

    [Theory]
    [InlineData("\uD800.md", 1)]
    [InlineData("記事.md", 1)]
    [InlineData("é.md", 200)]
    [InlineData("記事.md", 200)]
    public void So_does_one_of_any_length_and_letters(string end, int length)
    {
        // Short names are hashed in a room of their own: at whatever letter it ends, the id is the same.
        for (var more = 0; more < 80; more++)
        {
            var path = new string('a', length + more) + end;
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"path\n{path}"));
            (hash[6], hash[8]) = ((byte)((hash[6] & 0x0F) | 0x80), (byte)((hash[8] & 0x3F) | 0x80));
            Assert.Equal($"urn:uuid:{new Guid(hash.AsSpan(0, 16), bigEndian: true)}", PostIds.FromPath(path));
        }
    }

    [Fact]
    public void An_id_is_a_UUID_of_version_eight()
    {
        for (var i = 0; i < 100; i++)
        {
            var uuid = Guid.ParseExact(PostIds.FromPath($"{i}.md")["urn:uuid:".Length..], "D");
            Assert.Equal(8, uuid.Version);
            Assert.InRange(uuid.Variant, 8, 11);
        }
    }

    [Fact]
    public void Another_path_turn_or_family_makes_another_id()
    {
        string[] ids = [PostIds.FromPath("a.md"), PostIds.FromPath("A.md"), PostIds.FromPath("a.md", 1), PostIds.FromPath("a.md", 2), PostIds.FromPath("b/a.md"), PostIds.Uuid("feed", "a.md"), PostIds.FromOwn("a.md")];
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Theory]
    [InlineData("https://blog.example/?p=22", "https://blog.example/?p=22")]
    [InlineData("tag:blog.example,2026:1", "tag:blog.example,2026:1")]
    [InlineData("urn:isbn:0451450523", "urn:isbn:0451450523")]
    [InlineData("F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6", "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6")]
    public void An_id_of_the_authors_own_is_kept(string own, string expected) => Assert.Equal(expected, PostIds.FromOwn(own));

    [Theory]
    [InlineData("22")]
    [InlineData("?p=22")]
    [InlineData("my post: one")]
    [InlineData(":x")]
    [InlineData("日本語")]
    [InlineData("/posts/1")]
    public void An_own_id_that_is_no_IRI_is_made_one(string own)
    {
        Assert.StartsWith("urn:uuid:", PostIds.FromOwn(own), StringComparison.Ordinal);
        Assert.Equal(PostIds.FromOwn(own), PostIds.FromOwn(own));
    }
}
