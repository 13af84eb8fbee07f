namespace Publisher.Webhooks;

internal static class WebhooksRoom
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services, WebhooksOptions options) => services
        .AddSingleton(options)
        .AddSingleton<WebhookQueue>()
        .AddSingleton<WebhookClient>()
        .AddSingleton<WebhookRound>();
}
