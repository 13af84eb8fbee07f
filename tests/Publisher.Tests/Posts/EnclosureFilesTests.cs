using Publisher.Posts;

namespace Publisher.Tests.Posts;

public sealed class EnclosureFilesTests
{
    [Theory]
    [InlineData("/shows/one.mp3", "https://blog.example/shows/one.mp3")]
    [InlineData("shows/one.mp3", "https://blog.example/shows/one.mp3")]
    [InlineData("beside one.mp3", "https://blog.example/shows/beside%20one.mp3")]
    [InlineData("https://blog.example/shows/one.mp3", "https://blog.example/shows/one.mp3")]
    public void The_length_is_that_of_the_file_whatever_the_head_says(string named, string address)
    {
        using var blog = new Blog(new() { Format = PostFormat.Jekyll });
        blog.Write("shows/one.mp3", "12345");
        blog.Write("shows/beside one.mp3", "12345");
        var rendered = blog.Render("Hear!", $"title: One\ndate: 2026-01-01\naudio: \"{named}\"\nlength: 99", "shows/2026-01-01-one.md");
        Assert.Equal(new Enclosure(new(address), 5, "audio/mpeg", null), Assert.Single(rendered.Enclosures));
    }

    [Theory]
    [InlineData("https://cdn.example/one.mp3", 99L)]
    [InlineData("/../../etc/hostname.mp3", 99L)]
    [InlineData("/not-there.mp3", 99L)]
    public void What_lies_elsewhere_is_taken_at_its_word(string named, long length)
    {
        using var blog = new Blog(new() { Format = PostFormat.Jekyll });
        var rendered = blog.Render("Hear!", $"title: One\ndate: 2026-01-01\naudio: {named}\nlength: 99", "2026-01-01-one.md");
        Assert.Equal(length, Assert.Single(rendered.Enclosures).Length);
    }
}
