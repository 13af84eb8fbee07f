using System.Net;
using AngleSharp;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using Publisher.Api.Tokens;
using Publisher.Posts;
using Publisher.Storage;
using Publisher.Subscribers;
using Publisher.Tests.Support;
using Publisher.Tests.Web;

namespace Publisher.Tests.Admin;

/// <summary>What the pages show of made data, and what they do.</summary>
public sealed class PagesTests : AdminTests
{
    private const string Hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";
    private static readonly string[] Pages = ["/admin", "/admin/issues", "/admin/issues/1", "/admin/issues/50", "/admin/issues/50/cancel", "/admin/held", "/admin/plan", "/admin/posts", "/admin/preview?post=2026-01-02-hostile.md", "/admin/bounces", "/admin/bounces?address=reader1@example.com", "/admin/api", "/admin/api/tokens/1/revoke", "/admin/subscribers", "/admin/subscribers/1", "/admin/subscribers/1/remove", "/admin/subscribers/1/erase"];

    public override async ValueTask InitializeAsync()
    {
        Folder.Write("posts/2026-01-02-hostile.md", $"---\ntitle: '{Hostile.Replace("'", "''", StringComparison.Ordinal)}'\ndate: nonsense {Hostile[..8]}\n---\nText\n");
        await base.InitializeAsync();
        await MadeData.WriteAsync(Publisher.Database, Start, subscribers: 3000, issues: 50, Hostile);
        await SetPasswordAsync();
        await LogInAsync();
    }

    [Fact]
    public async Task Every_page_answers_in_both_languages_and_runs_nothing_that_others_wrote()
    {
        foreach (var path in Pages)
        {
            foreach (var language in new[] { "en", "ja" })
            {
                using var page = await PageAsync(path, language);
                Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
                Assert.Empty(page.QuerySelectorAll("script, img, [onerror]"));
                Assert.Single(page.QuerySelectorAll("h1"));
                Assert.All(page.QuerySelectorAll("input:not([type=hidden]), select"), field => Assert.True(field.Closest("label") is not null || page.QuerySelector($"label[for={field.Id}]") is not null, field.OuterHtml));
                Assert.All(page.QuerySelectorAll("table th"), cell => Assert.True(cell.HasAttribute("scope")));
                Assert.All(page.QuerySelectorAll("form[method=post]"), form => Assert.NotNull(form.QuerySelector("input[name=antiforgery][value]")));
                Assert.All(page.QuerySelectorAll("svg"), picture => Assert.True(picture.HasAttribute("aria-label") || picture.GetAttribute("aria-hidden") == "true"));
                var ids = page.QuerySelectorAll("[id]").Select(element => element.Id).ToList();
                Assert.Equal(ids.Distinct(), ids);
            }
        }

        Assert.Contains("&lt;script&gt;alert(1)", (await GetAsync("/admin/issues")).Text, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", (await GetAsync("/admin/subscribers/1")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Publisher.Log.Warnings, line => line.Contains("/admin", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Readers_are_found_by_a_part_of_their_address_and_paged_to_the_last()
    {
        var (seen, path) = (new List<string>(), "/admin/subscribers?address=reader1&status=confirmed");
        while (path is not null)
        {
            using var page = await PageAsync(path);
            seen.AddRange(page.QuerySelectorAll("tbody a").Select(link => link.TextContent));
            path = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal(await QueryAsync("select email from subscribers where email like '%reader1%' and status = 'confirmed' order by id"), seen);
        Assert.True(seen.Count > 500);
    }

    [Theory]
    [InlineData("address=' or 1=1 --")]
    [InlineData("address=%25")]
    [InlineData("address=_")]
    [InlineData("after=1 union select 1&address=zzz")]
    [InlineData("after=-5&address=zzz")]
    [InlineData("after=99999999999999999999&address=zzz")]
    [InlineData("status=confirmed' or '1'='1&address=zzz")]
    public async Task A_search_is_never_a_command(string query)
    {
        using var page = await PageAsync("/admin/subscribers?" + query);
        Assert.Empty(page.QuerySelectorAll("tbody tr"));
    }

    [Theory]
    [InlineData("/admin/issues?before=1 or 1=1")]
    [InlineData("/admin/issues?before=-1")]
    [InlineData("/admin/issues?before=99999999999999999999")]
    public async Task A_page_of_issues_that_is_none_is_the_first(string path)
    {
        using var page = await PageAsync(path);
        Assert.Equal(25, page.QuerySelectorAll("tbody tr").Length);
        Assert.Equal("/admin/issues/50", page.QuerySelector("tbody a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_link_says_nothing_but_what_the_program_says()
    {
        Assert.DoesNotContain("role=\"status\"", (await GetAsync($"/admin?said={Uri.EscapeDataString(Hostile)}")).Text, StringComparison.Ordinal);
        Assert.Contains("Posts released: 0.", (await GetAsync($"/admin?said=released&count={Uri.EscapeDataString(Hostile)}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_issue_is_paused_resumed_retried_and_cancelled_after_a_question()
    {
        Assert.Equal("/admin/issues/50?said=paused", (await ActAsync("/admin/issues/50/pause"))["Location"]);
        Assert.Contains("Paused:", (await GetAsync("/admin")).Text, StringComparison.Ordinal);
        Assert.Equal("/admin/issues/50?said=nothing", (await ActAsync("/admin/issues/50/pause"))["Location"]);
        await ActAsync("/admin/issues/50/resume");
        Assert.Equal(["open"], await QueryAsync("select status from issues where id = 50"));

        var failed = await QueryAsync("select count(*) from deliveries where issue_id = 50 and status = 'failed'");
        Assert.Equal($"/admin/issues/50?said=retried&count={failed[0]}", (await ActAsync("/admin/issues/50/retry"))["Location"]);
        Assert.Equal(["0"], await QueryAsync("select count(*) from deliveries where issue_id = 50 and status = 'failed'"));

        await GetAsync("/admin/issues/50/cancel");
        Assert.Equal(["open"], await QueryAsync("select status from issues where id = 50"));
        await ActAsync("/admin/issues/50/cancel");
        Assert.Equal(["cancelled"], await QueryAsync("select status from issues where id = 50"));
        Assert.Equal(HttpStatusCode.NotFound, (await ActAsync("/admin/issues/999/cancel")).Status);
    }

    [Fact]
    public async Task Held_posts_are_released_or_dismissed_after_a_question()
    {
        await ExecuteAsync("insert into releases (post_id, state, at) values ('h1', 'held', 0), ('h2', 'held', 0), ('h3', 'held', 0)");
        Assert.Contains("h1", (await GetAsync("/admin/held")).Text, StringComparison.Ordinal);
        Assert.Equal("/admin/held?said=released&count=1", (await ActAsync("/admin/held", ("post", "h1"), ("choice", "release")))["Location"]);

        var asked = await ActAsync("/admin/held", ("post", "h2"), ("choice", "dismiss"));
        Assert.Contains("dismissed", asked.Text, StringComparison.Ordinal);
        Assert.Equal(["2"], await QueryAsync("select count(*) from releases where state = 'held'"));
        Assert.Equal("/admin/held?said=dismissed&count=1", (await ActAsync("/admin/held", ("post", "h2"), ("choice", "dismissed")))["Location"]);
        Assert.Equal(["h3"], await QueryAsync("select post_id from releases where state = 'held'"));
        Assert.Contains("Choose one or more posts", (await ActAsync("/admin/held", ("choice", "release"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_is_confirmed_removed_and_erased_after_a_question()
    {
        var id = (await QueryAsync("select min(id) from subscribers where status = 'unconfirmed'"))[0];
        Assert.Equal($"/admin/subscribers/{id}?said=confirmed", (await ActAsync($"/admin/subscribers/{id}/confirm"))["Location"]);
        await GetAsync($"/admin/subscribers/{id}/remove");
        await GetAsync($"/admin/subscribers/{id}/erase");
        Assert.Equal(["confirmed"], await QueryAsync($"select status from subscribers where id = {id}"));

        await ActAsync($"/admin/subscribers/{id}/remove");
        Assert.Contains("removed by you", (await GetAsync($"/admin/subscribers/{id}")).Text, StringComparison.Ordinal);
        Assert.Equal("/admin/subscribers?said=erased", (await ActAsync($"/admin/subscribers/{id}/erase"))["Location"]);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync($"/admin/subscribers/{id}")).Status);
    }

    [Fact]
    public async Task The_issue_says_what_the_command_says()
    {
        using var page = await PageAsync("/admin/issues/50");
        var shown = page.QuerySelectorAll(".legend tbody tr").Select(row => int.Parse(row.QuerySelector(".number")!.TextContent, System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal((await QueryAsync("select planned from issues where id = 50"))[0], shown.Sum().ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.NotNull(page.QuerySelector("polyline.curve"));
    }

    [Fact]
    public async Task A_post_is_looked_at_as_a_mail_in_a_frame_that_runs_nothing_and_knows_no_login()
    {
        using var page = await PageAsync("/admin/preview?post=2026-01-02-hostile.md&cadence=weekly&language=ja");
        Assert.Equal(["weekly", "ja"], page.QuerySelectorAll("option[selected]").Select(option => option.GetAttribute("value")));
        var frame = page.QuerySelector("iframe")!;
        Assert.Equal("allow-popups", frame.GetAttribute("sandbox"));

        var mail = await GetAsync(frame.GetAttribute("src")!);
        Assert.StartsWith("sandbox allow-popups; default-src 'none'", mail["Content-Security-Policy"], StringComparison.Ordinal);
        using var html = new HtmlParser().ParseDocument(mail.Text);
        Assert.Equal("ja", html.DocumentElement.GetAttribute("lang"));
        Assert.Empty(html.QuerySelectorAll("script, [onerror]"));
        var token = html.QuerySelectorAll("a").Select(link => link.GetAttribute("href")!).First(href => href.Contains("/unsubscribe/", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(new Uri(token).AbsolutePath)).Status);
    }

    [Theory]
    [InlineData("../config/publisher.yaml")]
    [InlineData("/etc/passwd")]
    [InlineData("")]
    public async Task Only_posts_are_looked_at(string path)
    {
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync($"/admin/preview?post={Uri.EscapeDataString(path)}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync($"/admin/preview/mail?post={Uri.EscapeDataString(path)}")).Status);
    }

    [Fact]
    public async Task Every_file_is_listed_with_what_became_of_it()
    {
        using var page = await PageAsync("/admin/posts");
        Assert.Equal(["2026-01-01-old.md", "2026-01-02-hostile.md"], page.QuerySelectorAll("tbody code").Select(code => code.TextContent).Order());
        using var drafts = await PageAsync("/admin/posts?status=draft");
        Assert.Empty(drafts.QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public async Task What_goes_out_next_is_what_the_command_plans()
    {
        Folder.Write("posts/2026-02-13-next.md", Some.PostText("What comes next", "2026-02-13"));
        await Publisher.UntilAsync(() => Publisher.Services.GetRequiredService<CatalogueStore>().Current.Posts.Any(post => post.Title == "What comes next"), "the post");
        using var page = await PageAsync("/admin/plan");
        var row = page.QuerySelectorAll("tbody tr").First(row => row.TextContent.Contains("Weekly", StringComparison.Ordinal));
        Assert.Equal("/admin/preview?post=2026-02-13-next.md&cadence=weekly", row.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("has unsubscribed", page.QuerySelector(".counts")!.TextContent, StringComparison.Ordinal);

        // Reader 5 wants it weekly.
        await Publisher.Database.WriteAsync(transaction => Publisher.Services.GetRequiredService<Suppressions>().SuppressAsync(transaction, "reader5@example.com", SuppressionReason.Manual, CancellationToken.None), CancellationToken.None);
        using var after = await PageAsync("/admin/plan");
        Assert.Equal(Weekly(page) - 1, Weekly(after));
        Assert.Contains(after.QuerySelectorAll(".counts div"), row => row.TextContent == "is never mailed1");

        // A zone that nobody else is in: what would go to nobody is no issue.
        await Publisher.Database.WriteAsync(transaction => transaction.ExecuteAsync("update subscribers set time_zone = 'Pacific/Kiritimati' where email_key = 'reader5@example.com'", CancellationToken.None), CancellationToken.None);
        using var alone = await PageAsync("/admin/plan");
        Assert.DoesNotContain(alone.QuerySelectorAll("tbody .number"), number => number.TextContent.Trim() == "0");
    }

    private static int Weekly(IHtmlDocument plan) =>
        int.Parse(plan.QuerySelectorAll("tbody tr").First(row => row.TextContent.Contains("Weekly", StringComparison.Ordinal)).QuerySelector(".number")!.TextContent, System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task Reports_are_paged_through_each_once_and_the_suppressed_are_found_by_their_address()
    {
        var (seen, path) = (0, "/admin/bounces");
        while (path is not null)
        {
            using var page = await PageAsync(path);
            seen += page.QuerySelectorAll("tbody tr").Length;
            path = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal(await QueryAsync("select count(*) from bounces"), [seen.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await ActAsync("/admin/subscribers/4/remove");
        Assert.Contains("removed by you", (await GetAsync("/admin/bounces?address=READER4@example.com")).Text, StringComparison.Ordinal);
        Assert.Contains("This address is not suppressed", (await GetAsync("/admin/bounces?address=reader5@example.com")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_revoked_after_a_question_and_no_secret_of_a_program_is_shown()
    {
        var (token, text) = await Publisher.Services.GetRequiredService<ApiTokens>().CreateAsync(new("till", [Scopes.ReadPosts]), CancellationToken.None);
        using (var page = await PageAsync("/admin/api"))
        {
            Assert.Equal(["till", "", "crm"], page.QuerySelectorAll("table")[0].QuerySelectorAll("tbody th").Select(cell => cell.FirstChild!.TextContent.Trim().Replace(Hostile, "", StringComparison.Ordinal)).Take(3));
            Assert.Contains("crm.example.com", page.Body!.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain("secret-path", page.ToHtml(), StringComparison.Ordinal);
            Assert.DoesNotContain(text[9..], page.ToHtml(), StringComparison.Ordinal);
        }

        Assert.Contains("till", (await GetAsync($"/admin/api/tokens/{token.Id}/revoke")).Text, StringComparison.Ordinal);
        Assert.Equal(["1"], await QueryAsync($"select count(*) from api_tokens where id = {token.Id} and revoked_at is null"));
        Assert.Equal("/admin/api?said=revoked", (await ActAsync($"/admin/api/tokens/{token.Id}/revoke"))["Location"]);
        Assert.Equal("/admin/api?said=nothing", (await ActAsync($"/admin/api/tokens/{token.Id}/revoke"))["Location"]);
        Assert.Equal(["0"], await QueryAsync($"select count(*) from api_tokens where id = {token.Id} and revoked_at is null"));
        Assert.Equal(HttpStatusCode.NotFound, (await ActAsync("/admin/api/tokens/999/revoke")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("/admin/api/tokens/999/revoke")).Status);
    }

    [Fact]
    public async Task Events_that_were_given_up_are_paged_through_each_once_and_sent_again()
    {
        var (seen, path) = (0, "/admin/api");
        while (path is not null)
        {
            using var page = await PageAsync(path);
            seen += page.QuerySelectorAll("section[aria-labelledby=dead] tbody tr").Length;
            path = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal(80, seen);
        Assert.Equal("/admin/api?said=retold&count=80", (await ActAsync("/admin/api/webhooks/retry"))["Location"]);
        Assert.Equal(["0"], await QueryAsync("select count(*) from webhook_messages where due_at is null"));
        using var after = await PageAsync("/admin/api");
        Assert.Null(after.QuerySelector("#dead"));
        Assert.Contains("does not take them", after.QuerySelectorAll("table")[1].TextContent, StringComparison.Ordinal);
    }

    private async Task<IHtmlDocument> PageAsync(string path, string language = "en")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", Cookie);
        request.Headers.Add("Accept-Language", language);
        using var response = await Publisher.Http.SendAsync(request);
        var answer = await Answer.ReadAsync(response);
        Assert.True(answer.Status == HttpStatusCode.OK, $"{path}: {answer.Status}\n{Publisher.Log}");
        return new HtmlParser().ParseDocument(answer.Text);
    }
}
