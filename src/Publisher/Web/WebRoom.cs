using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Publisher.Posts;

namespace Publisher.Web;

internal static class WebRoom
{
    /// <summary>No form of ours comes near this; a larger body is refused before it is read.</summary>
    public const long MaxBody = 64 * 1024;

    public static void AddWeb(this WebApplicationBuilder builder, WebOptions options)
    {
        builder.Services.AddSingleton(options).AddSingleton<PageWriter>().AddSingleton<Faults>();
        builder.Services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
        });
        builder.Services.AddRoutingCore();
        // The thread that read a request answers it, without a hand-over between. "Unsafe" where a request holds its thread for long: the runtime has given the other sockets to another by then.
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.UnsafePreferInlineScheduling = true);
        builder.WebHost.UseKestrelCore().UseUrls([.. options.Urls]);
    }

    /// <summary>What stands before everything.</summary>
    public static void UseWeb(this WebApplication app)
    {
        var faults = app.Services.GetRequiredService<Faults>();
        app.Use(next => context => faults.InvokeAsync(context, next));
        // A proxy may or may not pass on the base path of the site.
        app.UsePathBase(PathString.FromUriComponent(app.Services.GetRequiredService<Site>().Path.TrimEnd('/')));
    }
}
