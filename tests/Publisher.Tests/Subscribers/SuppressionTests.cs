using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Publisher.Mail;
using Publisher.Subscribers;
using Publisher.Tests.Support;
using Publisher.Tests.Web;

namespace Publisher.Tests.Subscribers;

/// <summary>Who must not be mailed is not mailed, by the whole service.</summary>
public sealed class SuppressionTests : WebTests
{
    private const string Email = "reader@example.com";
    private const string Other = "other@example.com";

    protected override void Prepare() => Folder.Write("posts/2026-01-01-old.md", Some.PostText("Old"));

    [Theory]
    [InlineData(nameof(SuppressionReason.HardBounce))]
    [InlineData(nameof(SuppressionReason.Complaint))]
    [InlineData(nameof(SuppressionReason.Manual))]
    [InlineData(nameof(SuppressionReason.Erased))]
    public async Task An_issue_is_not_composed_for_a_suppressed_address_and_the_others_get_it(string reason)
    {
        await ReaderAsync(Email);
        await ReaderAsync(Other);
        await SuppressAsync(Email.ToUpperInvariant(), Enum.Parse<SuppressionReason>(reason));
        await SavePostAsync();

        Assert.Single(IssuesTo(Other));
        Assert.Empty(IssuesTo(Email));
        Assert.Equal(["1"], await QueryAsync("select count(*) from deliveries"));
        Assert.Equal(["0"], await QueryAsync("select count(*) from subscribers where caught_up_to = 0"));
    }

    [Fact]
    public async Task An_issue_that_is_queued_already_is_withheld_when_it_would_be_sent()
    {
        await ReaderAsync(Email);
        await SavePostAsync();
        Assert.Single(IssuesTo(Email));
        await SuppressAsync(Email, SuppressionReason.HardBounce);
        await ExecuteAsync("update deliveries set status = 'pending', due_at = 0");
        await ExecuteAsync("update issues set closed_at = null");
        await Publisher.UntilAsync(async () => (await QueryAsync("select status from deliveries"))[0] == "withheld", "the delivery to be withheld");

        Assert.Single(IssuesTo(Email));
        Assert.Equal(["the address is suppressed: hardbounce"], await QueryAsync("select reply from deliveries"));
    }

    [Theory]
    [InlineData(nameof(SuppressionReason.HardBounce))]
    [InlineData(nameof(SuppressionReason.Manual))]
    [InlineData(nameof(SuppressionReason.Erased))]
    public async Task Who_asks_anew_and_confirms_is_mailed_again(string reason)
    {
        await SuppressAsync(Email, Enum.Parse<SuppressionReason>(reason));
        await ReaderAsync(Email);
        await SavePostAsync();

        Assert.Single(IssuesTo(Email));
        Assert.Equal(["0"], await QueryAsync("select count(*) from suppressions"));
    }

    [Fact]
    public async Task Who_complained_is_asked_nothing_and_no_link_lifts_it()
    {
        var path = await ConfirmPathAsync(Email);
        await SuppressAsync(Email, SuppressionReason.Complaint);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(path)).Status);
        Publisher.Time.Advance(TimeSpan.FromHours(25));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("/subscribe", ("email", Email))).Status);
        await Publisher.QuietAsync();

        Assert.Single(Outbox.To(Email));
        Assert.Equal("unconfirmed", await StatusAsync(Email));
        await SuppressAsync(Email, SuppressionReason.Manual);
        Assert.Equal(["complaint"], await QueryAsync("select reason from suppressions"));
    }

    [Fact]
    public async Task A_reader_who_complained_cannot_come_back_by_an_old_link()
    {
        var (preferences, unsubscribe) = await ReaderAsync(Email);
        await PostAsync(unsubscribe);
        await SuppressAsync(Email, SuppressionReason.Complaint);
        await PostAsync(preferences, ("cadence", "instant"));

        Assert.Equal("unsubscribed", await StatusAsync(Email));
    }

    [Fact]
    public async Task A_mail_that_asks_to_confirm_and_waits_is_withheld_from_who_is_removed()
    {
        await ExecuteAsync($"insert into subscribers (email, email_key, status, cadence, topics, language, caught_up_to, requested_at) values ('reader@example.com', 'reader@example.com', 'unconfirmed', 'instant', '', 'en', 0, {Start.ToUnixTimeMilliseconds()})");
        await ExecuteAsync("insert into notices (subscriber_id, kind, created_at, due_at, attempts) select id, 'confirm', 0, 0, 0 from subscribers");
        Assert.Equal(ReaderOutcome.Done, await Book.RemoveAsync(Address(Email), CancellationToken.None));
        await Publisher.AdvanceToAsync(Start.AddMinutes(2), TimeSpan.FromSeconds(10));

        Assert.Empty(Outbox.To(Email));
        Assert.Equal(["withheld: the address is suppressed"], await QueryAsync("select reply from notices"));
    }

    [Fact]
    public async Task Nothing_that_names_an_erased_person_is_left_and_their_links_open_nobody_elses_pages()
    {
        var (preferences, unsubscribe) = await ReaderAsync(Email);
        await SavePostAsync();
        Assert.Equal(ReaderOutcome.Done, await Book.EraseAsync(Address(Email), CancellationToken.None));
        await ReaderAsync(Other);

        foreach (var table in new[] { "subscribers", "notices", "deliveries", "suppressions", "kept_values", "issues" })
            Assert.DoesNotContain(await RowsAsync(table), row => row.Contains("reader@", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(["2"], await QueryAsync("select id from subscribers"));
        Assert.Equal(["0"], await QueryAsync("select count(*) from deliveries"));
        Assert.Equal(["erased"], await QueryAsync("select reason from suppressions"));
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(preferences)).Status);
        await PostAsync(unsubscribe);
        Assert.Equal("confirmed", await StatusAsync(Other));
        Assert.Equal(ReaderOutcome.Already, await Book.EraseAsync(Address(Email), CancellationToken.None));
    }

    [Fact]
    public async Task An_erased_reader_is_not_added_unless_they_asked()
    {
        await ReaderAsync(Email);
        await Book.EraseAsync(Address(Email), CancellationToken.None);
        var wish = new Wish(Cadence.Instant, [], "en");

        Assert.Equal(ReaderOutcome.Suppressed, await Book.AddAsync(Address(Email), wish, isConfirmed: true, lift: false, CancellationToken.None));
        Assert.Equal(["0"], await QueryAsync("select count(*) from subscribers"));
        Assert.Equal(ReaderOutcome.Done, await Book.AddAsync(Address(Email), wish, isConfirmed: true, lift: true, CancellationToken.None));
        await SavePostAsync();
        Assert.Single(IssuesTo(Email));
    }

    [Fact]
    public async Task Who_is_added_as_confirmed_gets_what_is_published_from_then_on()
    {
        await ReaderAsync(Other);
        await SavePostAsync();
        await Book.AddAsync(Address(Email), new(Cadence.Instant, [], "en"), isConfirmed: true, lift: false, CancellationToken.None);
        Folder.Write("posts/2026-02-13-newer.md", Some.PostText("Newer", "2026-02-13 00:00:00 +0000"));
        await Publisher.UntilAsync(() => IssuesTo(Other).Count == 2, "the newer post");
        await Publisher.QuietAsync();

        Assert.Equal(["Newer"], IssuesTo(Email));
    }

    private SubscriberBook Book => new(Publisher.Database, Publisher.Services.GetRequiredService<Subscriptions>(), Publisher.Services.GetRequiredService<Suppressions>(), Publisher.Time);

    private static EmailAddress Address(string text) => EmailAddress.TryParse(text, out var email) ? email : throw new ArgumentException(text);

    private Task SuppressAsync(string email, SuppressionReason reason) => Publisher.Database.WriteAsync(
        transaction => Publisher.Services.GetRequiredService<Suppressions>().SuppressAsync(transaction, email, reason, CancellationToken.None),
        CancellationToken.None);

    private List<string> IssuesTo(string email) => [.. Outbox.To(email).Select(mail => mail.Subject ?? "").Where(subject => subject is "New" or "Newer")];

    private async Task SavePostAsync()
    {
        await Publisher.QuietAsync();
        Folder.Write("posts/2026-02-12-new.md", Some.PostText("New", "2026-02-12"));
        await Publisher.UntilAsync(async () => (await QueryAsync("select count(*) from releases where sequence = 1"))[0] == "1", "the post to be released");
        await Publisher.AdvanceToAsync(Publisher.Time.GetUtcNow().AddMinutes(1), TimeSpan.FromSeconds(5));
    }

    private async Task<List<string>> RowsAsync(string table)
    {
        await using var connection = await Publisher.Database.OpenAsync(CancellationToken.None);
        return await Storage.Sql.QueryAsync(connection, $"select * from {table}", row => string.Join('|', Enumerable.Range(0, row.FieldCount).Select(row.GetValue)), CancellationToken.None);
    }
}
