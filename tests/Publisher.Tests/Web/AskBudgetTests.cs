using System.Net;
using CsCheck;
using Publisher.Mail;
using Publisher.Subscribers;

namespace Publisher.Tests.Web;

/// <summary>A form that is sent again and again mails nobody again and again, and tells nobody so.</summary>
public sealed class AskBudgetTests : WebTests
{
    private static readonly string[] Domains = ["gmail.com", "googlemail.com", "example.com"];

    protected override IReadOnlyList<string> Settings => ["subscribers.mailsPerHour=30", "subscribers.mailsPerHourToDomain=12", "subscribers.recordNetwork=true"];

    [Fact]
    public async Task A_network_causes_two_mails_an_hour_by_a_foreign_form_and_five_by_ours()
    {
        for (var i = 0; i < 8; i++)
            await AskAsync($"a{i}@foreign{i}.example", "203.0.113.7");
        Assert.Equal("2", await CountAsync());

        Publisher.Time.Advance(TimeSpan.FromHours(1));
        for (var i = 0; i < 8; i++)
            await AskAsync($"b{i}@own{i}.example", $"203.0.113.{i}", await StampAsync(TimeSpan.FromSeconds(5)));
        Assert.Equal("7", await CountAsync());

        Publisher.Time.Advance(TimeSpan.FromHours(1));
        for (var i = 0; i < 8; i++)
            await AskAsync($"c{i}@fast{i}.example", "203.0.113.7", await StampAsync(TimeSpan.Zero));
        Assert.Equal("8", await CountAsync());

        await AskAsync("d@elsewhere.example", "203.0.114.7");
        Assert.Equal("9", await CountAsync());
        Assert.Equal(["0"], await QueryAsync("select count(*) from subscribers where consent_network not in ('203.0.113.0/24', '203.0.114.0/24')"));
    }

    [Fact]
    public async Task A_domain_gets_so_many_an_hour_and_all_of_them_so_many()
    {
        for (var i = 0; i < 20; i++)
            await AskAsync($"a{i}@example.com");
        Assert.Equal("12", await CountAsync());
        for (var i = 0; i < 30; i++)
            await AskAsync($"a@other{i}.example");
        Assert.Equal("30", await CountAsync());
        Assert.Equal(["30"], await QueryAsync("select count(*) from subscribers"));

        Publisher.Time.Advance(TimeSpan.FromHours(1));
        await AskAsync("late@example.com");
        Assert.Equal("31", await CountAsync());
    }

    [Fact]
    public async Task A_mailbox_is_one_whatever_label_or_dots_it_is_given()
    {
        foreach (var email in new[] { "jane.doe@gmail.com", "janedoe@gmail.com", "JANE.DOE+news@googlemail.com", "j.a.n.e.d.o.e@gmail.com" })
            await AskAsync(email);
        foreach (var email in new[] { "jane@example.com", "jane+a@example.com", "jane+b@example.com", "jane.d@example.com" })
            await AskAsync(email);

        Assert.Equal(["jane.d@example.com", "jane.doe@gmail.com", "jane@example.com"], (await QueryAsync("select email from subscribers")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_is_over_the_budget_is_told_what_everybody_is_told()
    {
        await ReaderAsync("known@example.com");
        var answers = new List<Answer>();
        for (var i = 0; i < 6; i++)
            answers.Add(await AskAsync($"a{i}@example.com", "203.0.113.7"));
        answers.Add(await AskAsync("known@example.com", "203.0.113.7"));
        answers.Add(await AskAsync("known@example.com", "203.0.119.7"));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Single(answers.Select(answer => answer.Text).Distinct());
    }

    [Fact]
    public async Task What_is_counted_names_nobody_and_is_forgotten()
    {
        await AskAsync("jane@example.com", "203.0.113.7");
        Assert.Equal("4", (await QueryAsync("select count(*) from mail_counts"))[0]);
        Assert.All(await QueryAsync("select name from mail_counts"), name => Assert.DoesNotMatch("jane|example|203\\.", name));

        Publisher.Time.Advance(TimeSpan.FromHours(2));
        await Publisher.UntilAsync(async () => (await QueryAsync("select count(*) from mail_counts"))[0] == "1", "the counts of an hour to be forgotten");
        Publisher.Time.Advance(TimeSpan.FromDays(31));
        await Publisher.UntilAsync(async () => (await QueryAsync("select count(*) from mail_counts"))[0] == "0", "those of a month to be forgotten");
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.0/24")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.0/24")]
    public void A_network_is_what_one_household_or_host_can_have(string address, string network) => Assert.Equal(network, Askers.NetworkOf(IPAddress.Parse(address)));

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.0/24")]
    [InlineData("198.51.100.1, 203.0.113.7", "203.0.113.0/24")]
    [InlineData("198.51.100.1, 203.0.113.7, 127.0.0.1", "203.0.113.0/24")]
    [InlineData("nonsense", "-")]
    [InlineData("203.0.113.7, nonsense", "-")]
    [InlineData("127.0.0.1", "-")]
    [InlineData("", "-")]
    public async Task Of_a_chain_of_proxies_the_last_is_believed(string forwarded, string network)
    {
        await AskAsync("jane@example.com", forwarded);

        Assert.Equal([network], await QueryAsync("select coalesce(consent_network, '-') from subscribers"));
    }

    [Fact]
    public void Folding_is_the_same_twice_and_never_empties_an_address() => Gen.Select(Gen.String[Gen.Char["ab.+"], 1, 12], Gen.Int[0, 2]).Sample((local, domain) =>
    {
        if (!EmailAddress.TryParse($"{local}@{Domains[domain]}", out var email))
            return;
        var once = AskBudget.Fold(email);
        Assert.False(once.StartsWith('@'));
        Assert.True(!EmailAddress.TryParse(once, out var folded) || once == AskBudget.Fold(folded));
    });

    private Task<Answer> AskAsync(string email, string? from = null, string? stamp = null)
    {
        var form = new FormUrlEncodedContent([KeyValuePair.Create("email", email), KeyValuePair.Create("token", stamp ?? "")]);
        return SendAsync(HttpMethod.Post, "/subscribe", form, from is { Length: > 0 } ? [("X-Forwarded-For", from)] : []);
    }

    private async Task<string> StampAsync(TimeSpan later)
    {
        var page = await GetAsync("/subscribe");
        Publisher.Time.Advance(later);
        return page.Text.Split("name=\"token\" value=\"")[1].Split('"')[0];
    }

    private async Task<string> CountAsync() => (await QueryAsync("select count(*) from notices"))[0];
}
