using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Publisher.Templates;

namespace Publisher.Tests.Templates;

/// <summary>Renders the built-in templates with the sample models.</summary>
internal static class TemplateRendering
{
    public static TemplateSet BuiltIn { get; } = new(folder: "no-such-folder");

    public static string Page(string name, string language) =>
        BuiltIn.Render($"pages/{name}.html", language, TemplateSamples.Page(language, name));

    public static string Mail(string name, string language, int posts = 4) =>
        BuiltIn.Render($"mails/{name}", language, TemplateSamples.Mail(language, posts));

    public static IHtmlDocument Parse(string html) => new HtmlParser().ParseDocument(html);
}
