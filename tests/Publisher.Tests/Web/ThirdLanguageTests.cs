using Microsoft.Extensions.DependencyInjection;
using Publisher.Templates;
using Publisher.Tests.Support;

namespace Publisher.Tests.Web;

/// <summary>A language that somebody adds by a file.</summary>
public sealed class ThirdLanguageTests : IAsyncLifetime
{
    private const string Email = "reader@example.com";

    private readonly TemporaryFolder folder = new();
    private RunningPublisher publisher = null!;

    public async ValueTask InitializeAsync()
    {
        folder.Write("templates/texts/fr.yaml", """
            language: Français
            subscribe:
              title: S’abonner par courriel
            confirmMail:
              subject: Confirmez votre abonnement à {site}
            months:
              2: février
            """);
        publisher = await RunningPublisher.StartAsync(folder, new(2026, 2, 13, 3, 0, 0, TimeSpan.Zero), services => services.AddSingleton(new TemplateSet(folder["templates"])));
    }

    public async ValueTask DisposeAsync()
    {
        await publisher.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task It_is_spoken_on_pages_and_in_mails_and_can_be_chosen()
    {
        publisher.Http.DefaultRequestHeaders.Add("Accept-Language", "fr-CA, en;q=0.5");
        Assert.Contains("<h1>S’abonner par courriel</h1>", await publisher.GetAsync("/subscribe"), StringComparison.Ordinal);
        using (await publisher.PostAsync("/subscribe", ("email", Email)))
        {
            await publisher.UntilAsync(() => new Outbox(folder).To(Email).Count > 0, "the mail");
        }

        var mail = new Outbox(folder).To(Email)[0];
        Assert.Equal("Confirmez votre abonnement à Test blog", mail.Subject);
        // What the file does not say is said in English.
        Assert.Contains("hopefully you", mail.TextBody, StringComparison.Ordinal);

        using var confirmed = await publisher.PostAsync(RunningPublisher.PathIn(mail.TextBody, "confirm"));
        var preferences = RunningPublisher.PathIn(await confirmed.Content.ReadAsStringAsync(), "preferences");
        Assert.Contains("<option value=\"fr\" lang=\"fr\" selected>Français</option>", await publisher.GetAsync(preferences), StringComparison.Ordinal);
        using var saved = await publisher.PostAsync(preferences, ("language", "fr"), ("pauseUntil", "2026-02-20"));
        Assert.Contains("20 février 2026", await saved.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
