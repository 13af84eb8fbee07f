namespace Publisher.Mail;

internal static class MailRoom
{
    /// <exception cref="MailException">The sender is no address.</exception>
    public static IServiceCollection AddMail(this IServiceCollection services, MailOptions options, string siteTitle, string siteHost) => services
        .AddSingleton(options)
        .AddSingleton(Sender.From(options, siteTitle, siteHost))
        .AddSingleton<TransportFactory>();
}
