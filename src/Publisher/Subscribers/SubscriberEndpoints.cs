using Publisher.Web;

namespace Publisher.Subscribers;

/// <summary>The addresses of the reader's pages. GET asks, POST acts: a mail scanner that follows every link changes nothing.</summary>
internal static class SubscriberEndpoints
{
    public static void Map(IEndpointRouteBuilder all)
    {
        var (services, open, routes) = (all.ServiceProvider, all.For(Access.Anyone), all.For(Access.Link));
        var (subscribe, preferences) = (services.GetRequiredService<SubscribePages>(), services.GetRequiredService<PreferencesPages>());
        var (address, data) = (services.GetRequiredService<AddressPages>(), services.GetRequiredService<OwnDataPages>());
        open.MapMethods("/subscribe", [HttpMethods.Options], subscribe.Preflight);
        Map(open, "/subscribe", subscribe.ShowSubscribe, subscribe.Subscribe);
        Map(open, "/subscribe/embed", subscribe.ShowEmbed);
        Map(routes, "/confirm/{token}", subscribe.ShowConfirm, subscribe.Confirm);
        Map(routes, "/preferences/{token}", preferences.Show, preferences.Change);
        Map(routes, "/unsubscribe/{token}", preferences.ShowUnsubscribe, preferences.Unsubscribe);
        Map(routes, "/reader/address/{token}", address.Show, address.Ask);
        Map(routes, "/reader/new-address/{token}", address.ShowNew, address.AgreeNew);
        Map(routes, "/reader/old-address/{token}", address.ShowOld, address.AgreeOld);
        Map(routes, "/reader/ask-data/{token}", data.ShowAsk, data.Ask);
        Map(routes, "/reader/data/{token}", data.Show);
        Map(routes, "/reader/data/{token}/file", data.Download);
        Map(routes, "/reader/erase/{token}", data.ShowErase, data.Erase);
    }

    private static void Map(IEndpointRouteBuilder routes, string pattern, RequestDelegate look, RequestDelegate? act = null)
    {
        routes.MapMethods(pattern, Methods.Look, Of(look));
        if (act is not null)
            routes.MapPost(pattern, Of(act));
    }

    // A reader's page is nobody else's: no cache keeps it, no search engine finds it.
    private static RequestDelegate Of(RequestDelegate show) => context =>
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Robots-Tag"] = "noindex";
        return show(context);
    };
}
