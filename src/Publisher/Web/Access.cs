namespace Publisher.Web;

/// <summary>Who may use a route. Every route of the program says it, and a test holds each to its word.</summary>
internal sealed record Access(string Who)
{
    public static Access Anyone { get; } = new("anyone");

    /// <summary>Who has a link from a mail of their own.</summary>
    public static Access Link { get; } = new("a link from an own mail");

    /// <summary>Who knows the operator's password.</summary>
    public static Access Login { get; } = new("the operator's login");

    /// <summary>Any token of the API.</summary>
    public static Access Token { get; } = new("any token");

    /// <summary>A token of the API with a scope.</summary>
    public static Access Scope(string scope) => new(scope);
}

internal static class AccessRoutes
{
    /// <summary>The same routes, with who may use them.</summary>
    public static IEndpointRouteBuilder For(this IEndpointRouteBuilder routes, Access access) => routes.MapGroup("").WithMetadata(access);
}
