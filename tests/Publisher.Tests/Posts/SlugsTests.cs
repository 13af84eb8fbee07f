using Publisher.Posts.Reading;

namespace Publisher.Tests.Posts;

public sealed class SlugsTests
{
    [Theory]
    [InlineData("Hello World", "Hello-World")]
    [InlineData("a--b  c", "a-b-c")]
    [InlineData("-a-", "a")]
    [InlineData("a._~!$&'()+,;=@b", "a._~!$&'()+,;=@b")]
    [InlineData("C# 入門", "C-入門")]
    [InlineData("が", "が")]
    [InlineData("か\u3099", "か\u3099")]
    [InlineData("keycap 1\u20E3", "keycap-1\u20E3")]
    [InlineData("###", "")]
    [InlineData("𠮷野家", "𠮷野家")]
    public void A_file_name_keeps_its_letters_and_its_case(string name, string expected) => Assert.Equal(expected, Slugs.FromName(name));

    [Theory]
    [InlineData("AI最新ニュース", "ai最新ニュース")]
    [InlineData("C++ & .NET", "c-net")]
    [InlineData("Ünï", "ünï")]
    [InlineData("+++", "")]
    public void A_topic_is_lower_case_letters_and_digits(string text, string expected) => Assert.Equal(expected, Slugs.Plain(text));

    [Theory]
    [InlineData("hello-WORLD-foo", "Hello World Foo")]
    [InlineData("a--b-", "A B")]
    [InlineData("日本語-x", "日本語 X")]
    [InlineData("", "")]
    public void A_title_of_a_slug_has_each_word_capitalised(string slug, string expected) => Assert.Equal(expected, Slugs.ToTitle(slug));
}
