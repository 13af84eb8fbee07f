namespace Publisher.Newsletter;

internal static class NewsletterRoom
{
    public static IServiceCollection AddNewsletter(this IServiceCollection services, NewsletterOptions options) => services
        .AddSingleton(options)
        .AddMetrics()
        .AddSingleton<MailCounts>()
        .AddSingleton(new Random())
        .AddSingleton<Personal>()
        .AddSingleton<ReturnAddresses>()
        .AddSingleton<IssueWriter>()
        .AddSingleton<IssueMail>()
        .AddSingleton<IssueStore>()
        .AddSingleton<IssuePress>()
        .AddSingleton<Timetable>()
        .AddSingleton<IssueArchive>()
        .AddSingleton<Releases>()
        .AddSingleton<Composer>()
        .AddSingleton<Press>()
        .AddSingleton<Ways>()
        .AddSingleton<Gate>()
        .AddSingleton<Accounts>()
        .AddSingleton<Ledger>()
        .AddSingleton<IssueQueue>()
        .AddSingleton<Settlements>()
        .AddSingleton<Looks>()
        .AddSingleton<ReplyWatch>()
        .AddSingleton<DeliveryRunner>();
}
