using Publisher.Mail.Mailboxes;

namespace Publisher.Bounces;

internal static class BouncesRoom
{
    public static IServiceCollection AddBounces(this IServiceCollection services) => services
        .AddSingleton<MailboxFactory>()
        .AddSingleton<MailboxWatch>()
        .AddSingleton<DeliveryFinder>()
        .AddSingleton<BounceCounts>()
        .AddSingleton<BounceBook>()
        .AddSingleton<ReportDesk>()
        .AddSingleton<Alarms>()
        .AddSingleton<RefusalRound>()
        .AddSingleton<MailboxRound>();
}
