namespace Publisher.Subscribers;

internal static class SubscribersRoom
{
    public static IServiceCollection AddSubscribers(this IServiceCollection services, SigningKey key, AddressHash hash) => services
        .AddSingleton(key)
        .AddSingleton(hash)
        .AddSingleton<Suppressions>()
        .AddSingleton<Tokens>()
        .AddSingleton<SubscriberLinks>()
        .AddSingleton<NoticeQueue>()
        .AddSingleton<NoticeSender>()
        .AddSingleton<Subscriptions>()
        .AddSingleton<SubscriberEndpoints>();

    public static void MapSubscribers(this IEndpointRouteBuilder routes) => SubscriberEndpoints.Map(routes);
}
