using Publisher.Mail.Dkim;

namespace Publisher.Mail;

internal static class MailRoom
{
    /// <exception cref="MailException">The sender is no address, or a key cannot be used.</exception>
    public static IServiceCollection AddMail(this IServiceCollection services, MailOptions options, string siteTitle, string siteHost)
    {
        var sender = Sender.From(options, siteTitle, siteHost);
        return services
            .AddSingleton(options)
            .AddSingleton(options.Bounces)
            .AddSingleton(sender)
            .AddSingleton(new DkimSigner(DkimKeys.Load(options.Dkim, sender.Domain)))
            .AddSingleton<TransportFactory>();
    }
}
