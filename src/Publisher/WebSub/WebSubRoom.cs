using System.Security.Cryptography;

namespace Publisher.WebSub;

internal static class WebSubRoom
{
    public static IServiceCollection AddWebSub(this IServiceCollection services, Hubs hubs) => services
        .AddSingleton(hubs)
        .AddSingleton(new HubLimits())
        .AddSingleton(new HubGuard())
        .AddSingleton(_ => RandomNumberGenerator.Create())
        .AddSingleton<Announcer>()
        .AddSingleton<PingQueue>()
        .AddSingleton<HubClient>()
        .AddSingleton<Pinger>()
        .AddSingleton<HubRequests>()
        .AddSingleton<HubSubscriptions>()
        .AddSingleton<HubDeliveries>()
        .AddSingleton<CallbackClient>()
        .AddSingleton<Verifier>()
        .AddSingleton<Distributor>()
        .AddSingleton<HubEndpoint>();

    /// <summary>Our own hub, where the settings want one.</summary>
    public static void MapWebSub(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetRequiredService<Hubs>().Own is not null)
            routes.MapPost("/hub", routes.ServiceProvider.GetRequiredService<HubEndpoint>().TakeAsync);
    }
}
