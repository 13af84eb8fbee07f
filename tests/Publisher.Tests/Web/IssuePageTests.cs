using System.Net;
using MimeKit;
using Publisher.Tests.Support;

namespace Publisher.Tests.Web;

/// <summary>Every issue on the web, from the link in its mail.</summary>
public sealed class IssuePageTests : WebTests
{
    private const string Reader = "reader@example.com";

    protected override IReadOnlyList<string> Settings => ["posts.permalink=/:title/"];

    protected override void Prepare()
    {
        Folder.Write("posts/2026-02-10-old.md", Some.PostText("Old"));
        Folder.Write("posts/2026-02-10-own.md", Some.PostText("A post of that address", more: "permalink: /issues/mine/"));
    }

    [Fact]
    public async Task The_mail_leads_to_its_page_which_holds_nothing_of_the_reader()
    {
        var mail = await MailAsync();
        var path = PathIn(mail);
        var page = await GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("text/html; charset=utf-8", page["Content-Type"]);
        Assert.Matches(@"^/issues/2026-02-13-news-of-the-day-\w{8}$", path);
        Assert.Contains("The words of the day.", page.Text, StringComparison.Ordinal);
        Assert.Contains("https://blog.example/subscribe", page.Text, StringComparison.Ordinal);
        Assert.Contains("<link rel=\"canonical\" href=\"https://blog.example/news/\">", page.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch("/unsubscribe/|/preferences/|placeholder|reader@example", page.Text);
        Assert.Contains(path, mail.TextBody, StringComparison.Ordinal);
        Assert.Equal(path, PathIn(mail, "/preferences/") is null ? "" : path);
    }

    [Fact]
    public async Task Who_has_the_page_is_not_sent_it_again()
    {
        var path = PathIn(await MailAsync());
        var page = await GetAsync(path);
        var head = await HeadAsync(path);

        Assert.Equal((HttpStatusCode.OK, 0), (head.Status, head.Bytes.Length));
        foreach (var header in new[] { "ETag", "Last-Modified", "Content-Length", "Content-Type", "Cache-Control" })
            Assert.Equal(page[header], head[header]);
        foreach (var (name, value) in new[] { ("If-None-Match", page["ETag"]!), ("If-None-Match", "W/" + page["ETag"]), ("If-Modified-Since", page["Last-Modified"]!) })
        {
            var known = await GetAsync(path, (name, value));
            Assert.Equal((HttpStatusCode.NotModified, 0), (known.Status, known.Bytes.Length));
        }

        Assert.Equal(HttpStatusCode.OK, (await GetAsync(path, ("If-None-Match", "\"other\""))).Status);
    }

    [Fact]
    public async Task Past_issues_are_listed_each_once_and_a_cancelled_one_is_gone()
    {
        Assert.Contains("No mail has gone out yet.", (await GetAsync("/issues/")).Text, StringComparison.Ordinal);
        var path = PathIn(await MailAsync());
        await ExecuteAsync("insert into issues (key, kind, cadence, language, subject, body_text, body_html, created_at, slug, web_html) select 'other', kind, cadence, 'ja', 'Auf Japanisch', '', '', created_at, 'other', 'x' from issues");
        await ExecuteAsync("insert into issue_posts select (select id from issues where key = 'other'), position, post_id from issue_posts");

        foreach (var address in new[] { "/issues", "/issues/" })
        {
            var list = await GetAsync(address);
            Assert.Contains($"<a href=\"https://blog.example{path}\">News of the day</a>", list.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Auf Japanisch", list.Text, StringComparison.Ordinal);
        }

        await ExecuteAsync("update issues set status = 'cancelled'");
        var gone = await GetAsync(path);
        Assert.Equal(HttpStatusCode.Gone, gone.Status);
        Assert.DoesNotContain("The words of the day.", gone.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("News of the day", (await GetAsync("/issues/")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/issues/2026-02-13-none-aaaaaaaa", HttpStatusCode.NotFound)]
    [InlineData("/issues/'%20or%201=1%20--", HttpStatusCode.NotFound)]
    [InlineData("/issues/a/b", HttpStatusCode.NotFound)]
    [InlineData("/issuesx", HttpStatusCode.NotFound)]
    [InlineData("/issues/mine/", HttpStatusCode.OK)]
    public async Task What_is_no_issue_is_not_there(string path, HttpStatusCode expected) => Assert.Equal(expected, (await GetAsync(path)).Status);

    private static string PathIn(MimeMessage mail) => PathIn(mail, "/issues/")!;

    private static string? PathIn(MimeMessage mail, string start) => mail.TextBody!.Split('\n', '\r').Where(line => line.StartsWith($"https://blog.example{start}", StringComparison.Ordinal)).Select(line => new Uri(line).AbsolutePath).FirstOrDefault();

    private async Task<MimeMessage> MailAsync()
    {
        await ReaderAsync(Reader);
        Folder.Write("posts/2026-02-13-news.md", Some.PostText("The title", "2026-02-13 02:59:00 +0000", "mail: {subject: News of the day, preheader: Before you read on}", "The words of the day.\n"));
        await Publisher.UntilAsync(() => Outbox.To(Reader).Any(mail => mail.Subject == "News of the day"), "the mail of the post");
        var mail = Outbox.To(Reader).Single(mail => mail.Subject == "News of the day");
        Assert.Contains(">Before you read on</div>", mail.HtmlBody, StringComparison.Ordinal);
        return mail;
    }
}
