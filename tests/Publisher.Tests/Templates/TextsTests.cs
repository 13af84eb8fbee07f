using System.Text.RegularExpressions;
using Publisher.Templates;

namespace Publisher.Tests.Templates;

public sealed partial class TextsTests
{
    private static readonly string[] Cadences = ["instant", "daily", "weekly", "monthly"];

    [Fact]
    public void Both_languages_have_the_same_keys_with_the_same_names_in_them()
    {
        var english = Read("en");
        var japanese = Read("ja");

        Assert.Equal(english.Keys.Order(), japanese.Keys.Order());
        Assert.All(english.Keys.Except(["post.by"]), key => Assert.Equal(Names(english[key]), Names(japanese[key])));
        Assert.All(english.Concat(japanese), pair => Assert.NotEmpty(pair.Value.Trim()));
    }

    [Fact]
    public void Every_text_that_a_template_asks_for_exists()
    {
        var known = Read("en").Keys.ToHashSet();

        var asked = TemplateSources().SelectMany(source => Asked().Matches(source).Select(match => match.Groups[1].Value)).ToList();
        Assert.True(asked.Count > 50);
        Assert.All(asked, key => Assert.Contains(key, known));
        Assert.All(Cadences, cadence => Assert.Subset(known, new HashSet<string> { "cadence." + cadence, "digest." + cadence }));
    }

    [Theory]
    [InlineData("ja", "配信停止")]
    [InlineData("ja-JP", "配信停止")]
    [InlineData("JA", "配信停止")]
    [InlineData("en-GB", "Unsubscribe")]
    [InlineData("sv", "Unsubscribe")]
    [InlineData("../../ja", "Unsubscribe")]
    [InlineData("", "Unsubscribe")]
    public void The_language_is_the_nearest_one(string language, string expected) =>
        Assert.Equal(expected, TemplateRendering.BuiltIn.Text("mail.unsubscribe", language));

    [Fact]
    public void Values_are_filled_in_once()
    {
        var text = TemplateRendering.BuiltIn.Text("unsubscribed.text", "en", ("site", "{email}"), ("email", "a@example.com"));

        Assert.Equal("No more mail from {email} will be sent to a@example.com.", text);
    }

    [Fact]
    public void A_key_that_nobody_wrote_is_named()
    {
        var error = Assert.Throws<TemplateException>(() => TemplateRendering.BuiltIn.Text("no.such", "ja"));

        Assert.Contains("'no.such'", error.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyDictionary<string, string> Read(string language) =>
        TextFile.Read(TemplateFiles.FindBuiltIn($"texts/{language}.yaml")!);

    private static IEnumerable<string> TemplateSources() =>
        typeof(TemplateSet).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("Templates/", StringComparison.Ordinal) && name.EndsWith(".liquid", StringComparison.Ordinal))
            .Select(name => TemplateFiles.FindBuiltIn(name["Templates/".Length..])!.Text);

    private static IEnumerable<string> Names(string text) => Name().Matches(text).Select(match => match.Value).Order();

    [GeneratedRegex(@"'([A-Za-z.]+)' \| t\b")]
    private static partial Regex Asked();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Name();
}
