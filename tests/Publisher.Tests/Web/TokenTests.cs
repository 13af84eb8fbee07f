using System.Net;

namespace Publisher.Tests.Web;

/// <summary>Links of readers: each opens one thing, and nothing near it opens anything.</summary>
public sealed class TokenTests : WebTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private string confirm = "";
    private string preferences = "";
    private string unsubscribe = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        confirm = await ConfirmPathAsync("pending@example.com");
        (preferences, unsubscribe) = await ReaderAsync("reader@example.com");
    }

    [Fact]
    public async Task A_link_opens_its_own_page_and_no_other()
    {
        foreach (var path in new[] { confirm, preferences, unsubscribe })
            foreach (var kind in new[] { "confirm", "preferences", "unsubscribe" })
                await OpensAsync($"/{kind}/{Token(path)}", path.StartsWith($"/{kind}/", StringComparison.Ordinal));

        Assert.Equal("unconfirmed", await StatusAsync("pending@example.com"));
        Assert.Equal("confirmed", await StatusAsync("reader@example.com"));
    }

    [Fact]
    public async Task A_link_with_one_character_changed_is_dead()
    {
        foreach (var path in new[] { confirm, preferences, unsubscribe })
            for (var i = path.Length - Token(path).Length; i < path.Length; i++)
                foreach (var other in Near(path[i]))
                    await OpensAsync(path[..i] + other + path[(i + 1)..], false);
    }

    [Fact]
    public async Task The_last_character_is_as_firm_as_the_others()
    {
        foreach (var path in new[] { confirm, preferences, unsubscribe })
            foreach (var other in Alphabet.Where(other => other != path[^1]))
                await OpensAsync(path[..^1] + other, false);
    }

    [Theory]
    [InlineData("", "=")]
    [InlineData("", "==")]
    [InlineData("", "%20")]
    [InlineData("%20", "")]
    [InlineData("", "%0A")]
    [InlineData("", "A")]
    [InlineData("A", "")]
    [InlineData("", "日本")]
    public async Task A_link_with_something_added_is_dead(string before, string after)
    {
        foreach (var path in new[] { confirm, preferences, unsubscribe })
            await OpensAsync(path.Replace(Token(path), before + Token(path) + after, StringComparison.Ordinal), false);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("AQAAAAAAAAABAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task All_dead_links_lead_to_one_page(string token)
    {
        var dead = await GetAsync($"/confirm/{token}");
        var answers = new[]
        {
            await GetAsync($"/preferences/{token}"),
            await GetAsync($"/unsubscribe/{token}"),
            await GetAsync(unsubscribe[..^1]),
            await PostAsync($"/unsubscribe/{token}"),
            await PostAsync($"/preferences/{token}"),
            await PostAsync($"/confirm/{token}"),
        };

        Assert.Equal(HttpStatusCode.NotFound, dead.Status);
        Assert.Contains("<h1>This link no longer works</h1>", dead.Text, StringComparison.Ordinal);
        Assert.All(answers, answer => Assert.Equal((dead.Status, dead.Text, "no-store", "noindex"), (answer.Status, answer.Text, answer["Cache-Control"], answer["X-Robots-Tag"])));
    }

    [Fact]
    public async Task Pages_of_readers_are_neither_kept_nor_found()
    {
        var answers = new[]
        {
            await GetAsync(confirm),
            await GetAsync(preferences),
            await GetAsync(unsubscribe),
            await PostAsync(preferences, ("cadence", "weekly")),
            await PostAsync(preferences, ("cadence", "never")),
            await PostAsync(preferences, "text/plain", ""),
            await PostAsync(unsubscribe),
            await PostAsync(confirm),
        };

        Assert.All(answers, answer => Assert.Equal(("no-store", "noindex"), (answer["Cache-Control"], answer["X-Robots-Tag"])));
        Assert.All(answers, answer => Assert.DoesNotContain("reader@example.com", answer.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fault_is_a_page_and_a_line_in_the_log_that_names_no_link()
    {
        await ExecuteAsync("alter table subscribers rename to away");
        foreach (var path in new[] { confirm, preferences, unsubscribe })
        {
            var answers = new[] { await GetAsync(path), await PostAsync(path, ("cadence", "weekly")) };
            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.InternalServerError, answer.Status));
            Assert.All(answers, answer => Assert.Contains("<h1>Something went wrong</h1>", answer.Text, StringComparison.Ordinal));
            Assert.All(answers, answer => Assert.DoesNotContain("sqlite", answer.Text, StringComparison.OrdinalIgnoreCase));
        }

        Assert.Contains(Publisher.Log.Warnings, line => line.StartsWith("POST /unsubscribe/{token} failed", StringComparison.Ordinal));
        Assert.Equal(6, Publisher.Log.Warnings.Count);
        Assert.All([confirm, preferences, unsubscribe], path => Assert.DoesNotContain(Token(path), Publisher.Log.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain("@example.com", Publisher.Log.ToString(), StringComparison.Ordinal);
    }

    private async Task OpensAsync(string path, bool opens)
    {
        var answer = await GetAsync(path);
        Assert.True((answer.Status == HttpStatusCode.OK) == opens, $"{path}: {answer.Status}");
        if (opens)
            return;
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        var posted = await PostAsync(path);
        Assert.True(posted.Status == HttpStatusCode.NotFound, $"POST {path}: {posted.Status}");
    }

    private static IEnumerable<char> Near(char character)
    {
        var index = Alphabet.IndexOf(character, StringComparison.Ordinal);
        return [Alphabet[index ^ 1], Alphabet[index ^ 32]];
    }

    private static string Token(string path) => path[(path.LastIndexOf('/') + 1)..];
}
