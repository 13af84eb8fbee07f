using System.Text.Json;
using Publisher.Tests.Support;

namespace Publisher.Tests.Api;

/// <summary>The commands for tokens and webhooks, as the real program runs them.</summary>
public sealed class TokenCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_token_is_made_shown_once_listed_and_revoked()
    {
        await SaysAsync(0, "0 tokens", "api-tokens", "list");
        using (var made = JsonDocument.Parse((await RunAsync("api-tokens", "create", "crm", "--scope", "subscribers:read,posts:read", "--days", "30", "--json")).Output))
        {
            var token = made.RootElement.GetProperty("token").GetString()!;
            Assert.Matches("^pub_[A-Za-z0-9_-]{43}$", token);
            var list = (await RunAsync("api-tokens", "list", "--json")).Output;
            Assert.DoesNotContain(token, list, StringComparison.Ordinal);
            using var line = JsonDocument.Parse(list);
            Assert.Equal((token[..8], "good"), (line.RootElement.GetProperty("begins").GetString(), line.RootElement.GetProperty("status").GetString()));
            Assert.DoesNotContain(token, System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(folder["data/publisher.db"])), StringComparison.Ordinal);
        }

        await SaysAsync(0, "Token 1 is revoked", "api-tokens", "revoke", "1");
        await SaysAsync(0, "was revoked before", "api-tokens", "revoke", "1");
        await SaysAsync(0, "revoked", "api-tokens", "list");
        await SaysAsync(0, "only time that the token is shown", "api-tokens", "create", "other", "--scope", "issues:read");
    }

    [Theory]
    [InlineData(1, "Say what the token may do", "api-tokens", "create", "crm")]
    [InlineData(1, "--scope all is none", "api-tokens", "create", "crm", "--scope", "all")]
    [InlineData(1, "--days is between", "api-tokens", "create", "crm", "--scope", "posts:read", "--days", "0")]
    [InlineData(1, "1 to 100 characters", "api-tokens", "create", " ", "--scope", "posts:read")]
    [InlineData(1, "There is no token 7", "api-tokens", "revoke", "7")]
    [InlineData(0, "0 events", "webhooks", "list")]
    [InlineData(0, "0 events will be told again", "webhooks", "retry")]
    [InlineData(0, "0 events dropped", "webhooks", "drop")]
    [InlineData(0, "whsec_", "webhooks", "new-secret")]
    public Task What_is_done_or_cannot_be_is_a_sentence(int code, string sentence, params string[] arguments) => SaysAsync(code, sentence, arguments);

    private async Task SaysAsync(int code, string sentence, params string[] arguments)
    {
        var run = await RunAsync(arguments);
        Assert.Contains(sentence, run.Output, StringComparison.Ordinal);
        Assert.Equal(code, run.Code);
    }

    private Task<(int Code, string Output)> RunAsync(params string[] arguments) => PublisherProcess.RunAsync(folder, arguments);
}
