namespace Publisher.Api.Routes;

/// <summary>What the API says of itself.</summary>
internal static class MetaRoutes
{
    public static IEnumerable<ApiRoute> All() =>
    [
        new("showToken", HttpMethods.Get, "/token", ApiRoute.AnyToken, "Shows the token that asks", call => Task.FromResult(ApiAnswer.Of(new TokenThing(call.Token!.Id, call.Token.Name, call.Token.Scopes, call.Token.CreatedAt, call.Token.ExpiresAt))))
        {
            Results = [new(200, "The token, without itself.", TokenThing.Schema)],
        },
        new("showProblemKind", HttpMethods.Get, "/problems/{name}", null, "Says what a kind of problem is: the types of problems lead here", Show) { Results = [new(200, "The kind.", ProblemAbout.Schema)] },
    ];

    private static Task<ApiAnswer> Show(ApiCall call) => Task.FromResult(ProblemKind.All.FirstOrDefault(kind => kind.Name == call.Hole("name")) is { } kind
        ? ApiAnswer.Of(new ProblemAbout(kind.Name, kind.Status, kind.Title))
        : ProblemKind.NotFound.Says("There is no such kind of problem"));
}
