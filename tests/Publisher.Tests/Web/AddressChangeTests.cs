using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using Publisher.Subscribers;
using Publisher.Tests.Support;

namespace Publisher.Tests.Web;

/// <summary>Another address for a reader: both must agree, in whichever order.</summary>
public sealed class AddressChangeTests : WebTests
{
    private const string Old = "old@example.com";
    private const string New = "new@example.com";

    private string form = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var (preferences, _) = await ReaderAsync(Old);
        form = RunningPublisher.PathIn((await GetAsync(preferences)).Text, "reader/address");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_address_changes_when_both_have_agreed(bool newFirst)
    {
        await PostAsync(form, ("email", New));
        var (fromNew, fromOld) = (await LinkAsync(New, "new-address"), await LinkAsync(Old, "old-address"));
        var (first, second) = newFirst ? (fromNew, fromOld) : (fromOld, fromNew);

        Assert.Contains("<h1>Half done</h1>", (await PostAsync(first, ("choice", "agree"))).Text, StringComparison.Ordinal);
        Assert.Contains("<h1>Half done</h1>", (await PostAsync(first, ("choice", "agree"))).Text, StringComparison.Ordinal);
        Assert.Equal("confirmed", await StatusAsync(Old));
        Assert.Contains("<h1>Your address is changed</h1>", (await PostAsync(second, ("choice", "agree"))).Text, StringComparison.Ordinal);
        Assert.Equal(("confirmed", null), (await StatusAsync(New), await StatusAsync(Old)));
        Assert.Equal(["new@example.com"], await QueryAsync("select email_key from subscribers"));
        foreach (var used in new[] { first, second })
            Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(used, ("choice", "agree"))).Status);
    }

    [Fact]
    public async Task To_look_agrees_to_nothing()
    {
        await PostAsync(form, ("email", New));
        foreach (var link in new[] { await LinkAsync(New, "new-address"), await LinkAsync(Old, "old-address") })
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Options, HttpMethod.Put })
                await SendAsync(method, link, null, ("Purpose", "prefetch"), ("Sec-Purpose", "prefetch"));

        Assert.Equal(["1"], await QueryAsync("select count(*) from address_changes where old_agreed_at is null and new_agreed_at is null"));
    }

    [Fact]
    public async Task The_old_address_may_refuse_and_then_the_new_one_cannot_agree()
    {
        await PostAsync(form, ("email", New));
        var (fromNew, fromOld) = (await LinkAsync(New, "new-address"), await LinkAsync(Old, "old-address"));
        using var page = new HtmlParser().ParseDocument((await GetAsync(fromOld)).Text);
        Assert.Equal(["agree", "refuse"], page.QuerySelectorAll("button[name=choice]").Select(button => button.GetAttribute("value")));

        Assert.Contains("<h1>Nothing changes</h1>", (await PostAsync(fromOld, ("choice", "refuse"))).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(fromNew)).Status);
        Assert.Equal("confirmed", await StatusAsync(Old));
    }

    [Fact]
    public async Task Neither_address_is_shown_whole_and_the_mails_hold_no_word_of_a_stranger()
    {
        await PostAsync(form, ("email", New));
        var pages = new[] { await GetAsync(form), await GetAsync(await LinkAsync(New, "new-address")), await GetAsync(await LinkAsync(Old, "old-address")) };

        Assert.All(pages, page => Assert.DoesNotContain(Old, page.Text, StringComparison.Ordinal));
        Assert.All(pages, page => Assert.DoesNotContain(New, page.Text, StringComparison.Ordinal));
        Assert.Contains("o•••@example.com", Outbox.To(New)[^1].TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("/preferences/", Outbox.To(New)[^1].TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("new@", Outbox.To(Old)[^1].TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_is_the_same_whoever_has_the_address()
    {
        await ReaderAsync("taken@example.com");
        await SuppressAsync("complained@example.com", SuppressionReason.Complaint);
        var answers = new List<Answer>();
        foreach (var email in new[] { New, "taken@example.com", "complained@example.com", Old, "new+label@example.com" })
            answers.Add(await PostAsync(form, ("email", email)));
        await Publisher.QuietAsync();

        Assert.Single(answers.Select(answer => (answer.Status, answer.Text)).Distinct());
        Assert.Empty(Outbox.To("complained@example.com"));
        Assert.Single(Outbox.To("taken@example.com"));
    }

    [Fact]
    public async Task An_address_that_was_taken_meanwhile_stays_its_owners()
    {
        await PostAsync(form, ("email", New));
        var (fromNew, fromOld) = (await LinkAsync(New, "new-address"), await LinkAsync(Old, "old-address"));
        Publisher.Time.Advance(TimeSpan.FromHours(25));
        await ReaderAsync(New);

        await PostAsync(fromNew);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(fromOld, ("choice", "agree"))).Status);
        Assert.Equal(("confirmed", "confirmed"), (await StatusAsync(New), await StatusAsync(Old)));
    }

    [Fact]
    public async Task After_three_days_and_after_a_newer_wish_the_links_are_dead()
    {
        await PostAsync(form, ("email", New));
        var older = await LinkAsync(New, "new-address");
        Publisher.Time.Advance(TimeSpan.FromMinutes(1));
        await PostAsync(form, ("email", "newer@example.com"));
        var newer = await LinkAsync("newer@example.com", "new-address");
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(older)).Status);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(newer)).Status);

        Publisher.Time.Advance(TimeSpan.FromDays(3) + TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(newer)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(newer)).Status);
    }

    [Fact]
    public async Task A_mailbox_is_asked_once_and_a_reader_may_try_three_times_a_day()
    {
        for (var i = 0; i < 6; i++)
            await PostAsync(form, ("email", New));
        for (var i = 0; i < 6; i++)
            await PostAsync(form, ("email", $"n{i}@example.com"));

        Assert.Equal(["1"], await QueryAsync("select count(*) from notices where email = 'new@example.com'"));
        Assert.Equal(["3"], await QueryAsync("select count(*) from notices where kind = 'oldaddress'"));
    }

    [Fact]
    public async Task An_address_that_never_agreed_is_forgotten()
    {
        await PostAsync(form, ("email", New));
        await LinkAsync(New, "new-address");
        Publisher.Time.Advance(TimeSpan.FromDays(3) + TimeSpan.FromHours(1));
        await Publisher.UntilAsync(async () => (await QueryAsync("select count(*) from address_changes"))[0] == "0", "the wish to be forgotten");

        Assert.Equal(["0"], await QueryAsync("select count(*) from notices where email is not null"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("a@example.com\r\nBcc: b@example.com")]
    [InlineData("<b>@example.com")]
    public async Task What_is_no_address_is_shown_again(string typed)
    {
        var page = await PostAsync(form, ("email", typed));
        using var document = new HtmlParser().ParseDocument(page.Text);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(typed.ReplaceLineEndings(""), document.QuerySelector("input[name=email]")!.GetAttribute("value")!.ReplaceLineEndings(""));
        Assert.NotNull(document.QuerySelector("[role=alert]"));
        Assert.Equal(["0"], await QueryAsync("select count(*) from address_changes"));
    }

    private async Task<string> LinkAsync(string email, string kind)
    {
        await Publisher.UntilAsync(() => Outbox.To(email).Any(mail => mail.TextBody!.Contains($"/{kind}/", StringComparison.Ordinal)), $"the mail to {email}");
        return RunningPublisher.PathIn(Outbox.To(email).Last(mail => mail.TextBody!.Contains($"/{kind}/", StringComparison.Ordinal)).TextBody, $"reader/{kind}");
    }

    private Task SuppressAsync(string email, SuppressionReason reason) => Publisher.Database.WriteAsync(
        transaction => Publisher.Services.GetRequiredService<Suppressions>().SuppressAsync(transaction, email, reason, CancellationToken.None),
        CancellationToken.None);
}
