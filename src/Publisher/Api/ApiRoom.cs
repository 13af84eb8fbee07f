using Publisher.Api.Routes;
using Publisher.Api.Tokens;
using Publisher.Web;

namespace Publisher.Api;

/// <summary>The API for programs. Each address is mapped here and nowhere else, from the table of routes and through the gate.</summary>
internal static class ApiRoom
{
    public static IServiceCollection AddApi(this IServiceCollection services, ApiOptions options) => services
        .AddSingleton(options)
        .AddSingleton<ApiTokens>()
        .AddSingleton<RateLimits>()
        .AddSingleton<WrongTokens>()
        .AddSingleton<KeptAnswers>()
        .AddSingleton<ReaderLists>()
        .AddSingleton<SubscriberRoutes>()
        .AddSingleton<IssueRoutes>()
        .AddSingleton<DeliveryRoutes>()
        .AddSingleton<PostRoutes>()
        .AddSingleton<SuppressionRoutes>()
        .AddSingleton<ApiRoutes>()
        .AddSingleton<ApiGate>();

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        if (!services.GetRequiredService<ApiOptions>().Enabled)
            return;
        var (gate, all) = (services.GetRequiredService<ApiGate>(), services.GetRequiredService<ApiRoutes>().All);
        foreach (var route in all)
            routes.For(AccessTo(route)).MapMethods(route.Pattern, route.Writes ? [route.Method] : Methods.Look, gate.Of(route));
        var open = routes.For(Access.Anyone);
        foreach (var path in all.GroupBy(route => route.Pattern))
            open.Map(path.Key, gate.Refusal(ProblemKind.NotAllowed, "The Allow header says what can be done here", Allowed(path)));
        open.Map(ApiRoute.Root + "/{**path}", gate.Refusal(ProblemKind.NotFound, $"There is nothing at this address; {ApiRoute.Root}/openapi.json lists what there is"));
    }

    private static Access AccessTo(ApiRoute route) => route.Scope switch
    {
        null => Access.Anyone,
        ApiRoute.AnyToken => Access.Token,
        var scope => Access.Scope(scope),
    };

    private static string Allowed(IEnumerable<ApiRoute> routes) => string.Join(", ", routes.SelectMany(route => route.Writes ? [route.Method] : Methods.Look).Distinct());
}
