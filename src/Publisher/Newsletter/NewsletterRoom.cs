namespace Publisher.Newsletter;

internal static class NewsletterRoom
{
    public static IServiceCollection AddNewsletter(this IServiceCollection services, NewsletterOptions options) => services
        .AddSingleton(options)
        .AddSingleton(new Random())
        .AddSingleton<Personal>()
        .AddSingleton<ReturnAddresses>()
        .AddSingleton<IssueWriter>()
        .AddSingleton<IssueMail>()
        .AddSingleton<IssueStore>()
        .AddSingleton<Releases>()
        .AddSingleton<Composer>()
        .AddSingleton<Press>()
        .AddSingleton<Ledger>()
        .AddSingleton<DeliveryRunner>();
}
