using Publisher.Admin.Login;
using Publisher.Web;

namespace Publisher.Admin;

/// <summary>The operator's pages. Each address is mapped here and nowhere else, through the gate.</summary>
internal static class AdminRoom
{
    public static IServiceCollection AddAdmin(this IServiceCollection services, AdminOptions options) => services
        .AddSingleton(options)
        .AddSingleton<AdminPassword>()
        .AddSingleton<SecondFactor>()
        .AddSingleton<AdminSessions>()
        .AddSingleton<LoginLimits>()
        .AddSingleton<LoginPages>()
        .AddSingleton<AdminGate>()
        .AddSingleton<AdminPages>()
        .AddSingleton<OverviewPage>()
        .AddSingleton<IssuePages>()
        .AddSingleton<IssueActs>()
        .AddSingleton<HeldPages>()
        .AddSingleton<PlanPage>()
        .AddSingleton<PostPages>()
        .AddSingleton<SampleMails>()
        .AddSingleton<PreviewPages>()
        .AddSingleton<BouncePages>()
        .AddSingleton<ApiPages>()
        .AddSingleton<SubscriberPages>()
        .AddSingleton<SubscriberActs>();

    public static void MapAdmin(this IEndpointRouteBuilder all)
    {
        var (services, routes, open) = (all.ServiceProvider, all.For(Access.Login), all.For(Access.Anyone));
        var (gate, login) = (services.GetRequiredService<AdminGate>(), services.GetRequiredService<LoginPages>());
        open.MapMethods("/admin/login", Methods.Look, gate.Open(login.Show));
        open.MapPost("/admin/login", gate.Open(login.LogIn));
        routes.MapPost("/admin/logout", gate.Act(login.LogOut));
        routes.MapMethods("/admin", Methods.Look, gate.Look(services.GetRequiredService<OverviewPage>().ShowAsync));
        routes.MapMethods("/admin/plan", Methods.Look, gate.Look(services.GetRequiredService<PlanPage>().ShowAsync));
        routes.MapMethods("/admin/posts", Methods.Look, gate.Look(services.GetRequiredService<PostPages>().ListAsync));
        var previews = services.GetRequiredService<PreviewPages>();
        routes.MapMethods("/admin/preview", Methods.Look, gate.Look(previews.ShowAsync));
        routes.MapMethods("/admin/preview/mail", Methods.Look, gate.Look(previews.MailAsync));
        routes.MapMethods("/admin/bounces", Methods.Look, gate.Look(services.GetRequiredService<BouncePages>().ShowAsync));
        MapIssues(routes, gate, services.GetRequiredService<IssuePages>(), services.GetRequiredService<IssueActs>());
        MapSubscribers(routes, gate, services.GetRequiredService<SubscriberPages>(), services.GetRequiredService<SubscriberActs>());
        MapApi(routes, gate, services.GetRequiredService<ApiPages>());
        var held = services.GetRequiredService<HeldPages>();
        routes.MapMethods("/admin/held", Methods.Look, gate.Look(held.ShowAsync));
        routes.MapPost("/admin/held", gate.Act(held.DecideAsync));
    }

    private static void MapApi(IEndpointRouteBuilder routes, AdminGate gate, ApiPages pages)
    {
        routes.MapMethods("/admin/api", Methods.Look, gate.Look(pages.ShowAsync));
        routes.MapMethods("/admin/api/tokens/{id:long}/revoke", Methods.Look, gate.Look(pages.AskRevokeAsync));
        routes.MapPost("/admin/api/tokens/{id:long}/revoke", gate.Act(pages.RevokeAsync));
        routes.MapPost("/admin/api/webhooks/retry", gate.Act(pages.RetryAsync));
    }

    private static void MapIssues(IEndpointRouteBuilder routes, AdminGate gate, IssuePages pages, IssueActs acts)
    {
        routes.MapMethods("/admin/issues", Methods.Look, gate.Look(pages.ListAsync));
        routes.MapMethods("/admin/issues/{id:long}", Methods.Look, gate.Look(pages.ShowAsync));
        routes.MapPost("/admin/issues/{id:long}/pause", gate.Act(acts.PauseAsync));
        routes.MapPost("/admin/issues/{id:long}/resume", gate.Act(acts.ResumeAsync));
        routes.MapPost("/admin/issues/{id:long}/retry", gate.Act(acts.RetryAsync));
        routes.MapMethods("/admin/issues/{id:long}/cancel", Methods.Look, gate.Look(acts.AskCancelAsync));
        routes.MapPost("/admin/issues/{id:long}/cancel", gate.Act(acts.CancelAsync));
    }

    private static void MapSubscribers(IEndpointRouteBuilder routes, AdminGate gate, SubscriberPages pages, SubscriberActs acts)
    {
        routes.MapMethods("/admin/subscribers", Methods.Look, gate.Look(pages.ListAsync));
        routes.MapMethods("/admin/subscribers/{id:long}", Methods.Look, gate.Look(pages.ShowAsync));
        routes.MapPost("/admin/subscribers/{id:long}/confirm", gate.Act(acts.ConfirmAsync));
        routes.MapMethods("/admin/subscribers/{id:long}/remove", Methods.Look, gate.Look(acts.AskRemoveAsync));
        routes.MapPost("/admin/subscribers/{id:long}/remove", gate.Act(acts.RemoveAsync));
        routes.MapMethods("/admin/subscribers/{id:long}/erase", Methods.Look, gate.Look(acts.AskEraseAsync));
        routes.MapPost("/admin/subscribers/{id:long}/erase", gate.Act(acts.EraseAsync));
    }
}
