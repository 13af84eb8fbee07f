namespace Publisher.Tests.Templates;

public sealed class RenderedTemplates
{
    private static readonly string[] Pages = ["home", "post", "subscribe", "confirm", "preferences", "unsubscribe", "message", "feeds", "topic", "address", "address-agree", "ask-data", "own-data", "erase", "embed"];
    private static readonly string[] Mails =
        ["confirm.html", "confirm.txt", "already-subscribed.html", "already-subscribed.txt", "reader-link.html", "reader-link.txt", "post.html", "post.txt", "digest.html", "digest.txt"];

    [Fact]
    public void Are_written_to_the_folder_that_PUBLISHER_RENDERED_names()
    {
        var folder = Environment.GetEnvironmentVariable("PUBLISHER_RENDERED");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "Set PUBLISHER_RENDERED to a folder to look at every page and mail.");

        Directory.CreateDirectory(folder!);
        foreach (var language in new[] { "en", "ja" })
        {
            foreach (var name in Pages) File.WriteAllText($"{folder}/page-{name}.{language}.html", TemplateRendering.Page(name, language));
            foreach (var name in Mails) File.WriteAllText($"{folder}/mail-{language}-{name}", TemplateRendering.Mail(name, language));
        }
    }
}
