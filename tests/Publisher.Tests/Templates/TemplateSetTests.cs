using Publisher.Templates;

namespace Publisher.Tests.Templates;

public sealed class TemplateSetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("publisher-templates-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_users_template_goes_before_the_built_in_one_and_may_use_the_built_in_layout()
    {
        Write("pages/message.html.liquid", "{% layout 'pages/layout.html' %}<h1>Mine: {{ heading }}</h1>");

        var html = Set().Render("pages/message.html", "en", TemplateSamples.Page("en", "message"));

        Assert.Contains("<h1>Mine: &lt;script&gt;", html, StringComparison.Ordinal);
        Assert.Contains("</html>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_users_part_and_style_sheet_are_used_by_built_in_pages()
    {
        Write("pages/choices.html.liquid", "<p>mine</p>");
        Write("pages/style.css", "p { color: teal }");

        var html = Set().Render("pages/subscribe.html", "en", TemplateSamples.Page("en", "subscribe"));

        Assert.Contains("<p>mine</p>", html, StringComparison.Ordinal);
        Assert.Contains("<style>p { color: teal }</style>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_users_texts_add_a_language_and_change_single_texts()
    {
        Write("texts/fr.yaml", "mail:\n  unsubscribe: Se désabonner\n");
        Write("texts/ja.yaml", "mail.unsubscribe: 解除\n");

        Assert.Equal("Se désabonner", Set().Text("mail.unsubscribe", "fr-CA"));
        Assert.Equal("Read on the web", Set().Text("mail.web", "fr-CA"));
        Assert.Equal("解除", Set().Text("mail.unsubscribe", "ja"));
        Assert.Equal("ウェブで読む", Set().Text("mail.web", "ja"));
    }

    [Theory]
    [InlineData("<p>\n{% nope %}", "line 2: Unknown tag 'nope'")]
    [InlineData("<p>\n\n{{ heading | nope }}", "line 3: Undefined filter 'nope'")]
    [InlineData("\n{{ 'no.text' | t }}", "line 2: There is no text 'no.text'")]
    [InlineData("\n{% include 'pages/nope.html' %}", "line 2: There is no template 'pages/nope.html'")]
    [InlineData("\n{{ '../secret.css' | inline }}", "line 2: There is no file '../secret.css'")]
    [InlineData("{% include '../secret' %}", "line 1: There is no template '../secret'")]
    [InlineData("{% for i in (1..1000000) %}{{ i }}{% endfor %}", "counts too far")]
    [InlineData("{% include 'pages/message.html' %}", "The maximum")]
    public void A_broken_template_is_named_with_its_line(string template, string expected)
    {
        Write("secret.liquid", "secret");
        Write("pages/message.html.liquid", template);

        var error = Assert.Throws<TemplateException>(() => Set().Render("pages/message.html", "en", new { heading = "x" }));

        Assert.StartsWith(Path.Combine(_folder, "pages/message.html.liquid"), error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_broken_part_is_named_itself()
    {
        Write("pages/choices.html.liquid", "\n\n{% if %}");

        var error = Assert.Throws<TemplateException>(() => Set().Render("pages/subscribe.html", "en", TemplateSamples.Page("en", "subscribe")));

        Assert.Contains("pages/choices.html.liquid, line 3: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pages/nope.html")]
    [InlineData("../pages/home.html")]
    [InlineData("/etc/passwd")]
    public void A_template_that_is_missing_or_outside_the_set_is_named(string name)
    {
        var error = Assert.Throws<TemplateException>(() => Set().Render(name, "en", new { }));

        Assert.Equal($"There is no template {name}.liquid.", error.Message);
    }

    [Fact]
    public void Broken_texts_are_named_with_their_line()
    {
        Write("texts/fr.yaml", "mail:\n  - a list\n");

        Assert.Contains("fr.yaml, line 2:", Assert.Throws<TemplateException>(Set).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_html_is_encoded_and_a_subject_is_one_line()
    {
        Write("a.html.liquid", "{{ v }} {{ v | raw }}");
        Write("a.txt.liquid", "{{ v }}");
        Write("a.subject.liquid", "\n{{ v }}\n");
        var model = new { v = "<b>\r\nBcc: 日本" };

        Assert.Equal("&lt;b&gt;&#xD;&#xA;Bcc: 日本 <b>\r\nBcc: 日本\n", Set().Render("a.html", "en", model));
        Assert.Equal("<b>\r\nBcc: 日本\n", Set().Render("a.txt", "en", model));
        Assert.Equal("<b> Bcc: 日本", Set().Render("a.subject", "en", model));
    }

    [Fact]
    public void Many_threads_may_render_at_once()
    {
        var set = Set();
        var expected = set.Render("pages/home.html", "ja", TemplateSamples.Page("ja", "home"));

        Parallel.For(0, 64, _ => Assert.Equal(expected, set.Render("pages/home.html", "ja", TemplateSamples.Page("ja", "home"))));
    }

    private TemplateSet Set() => new(_folder);

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
