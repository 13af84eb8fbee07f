namespace Publisher.Subscribers;

internal static class SubscribersRoom
{
    public static IServiceCollection AddSubscribers(this IServiceCollection services, SubscribersOptions options, SigningKey key, AddressHash hash) => services
        .AddSingleton(options)
        .AddSingleton(key)
        .AddSingleton(hash)
        .AddSingleton<Suppressions>()
        .AddSingleton<Tokens>()
        .AddSingleton<SubscriberLinks>()
        .AddSingleton<NoticeQueue>()
        .AddSingleton<NoticeMail>()
        .AddSingleton<NoticeSender>()
        .AddSingleton<AskBudget>()
        .AddSingleton<Subscriptions>()
        .AddSingleton<AddressChanges>()
        .AddSingleton<SubscriberBook>()
        .AddSingleton<Upkeep>()
        .AddSingleton<Askers>()
        .AddSingleton<SubscribeForms>()
        .AddSingleton<ReaderPages>()
        .AddSingleton<SubscribePages>()
        .AddSingleton<PreferencesPages>()
        .AddSingleton<AddressPages>()
        .AddSingleton<OwnDataPages>();

    public static void MapSubscribers(this IEndpointRouteBuilder routes) => SubscriberEndpoints.Map(routes);
}
