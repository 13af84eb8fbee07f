using Publisher.Api.Forms;
using Publisher.Api.Routes;
using Publisher.Posts;

namespace Publisher.Api;

/// <summary>Every route of the API, and the document that is written from them.</summary>
internal sealed class ApiRoutes
{
    public ApiRoutes(SubscriberRoutes subscribers, IssueRoutes issues, DeliveryRoutes deliveries, PostRoutes posts, SuppressionRoutes suppressions, Site site)
    {
        var document = new ApiRoute("showDocument", HttpMethods.Get, "/openapi.json", null, "This document", _ => Task.FromResult(new ApiAnswer(StatusCodes.Status200OK, Document!)))
        {
            Results = [new(StatusCodes.Status200OK, "The document (OpenAPI 3.1).", new Schema("object"))],
        };
        All = [.. subscribers.All(), .. issues.All(), .. deliveries.All(), .. posts.All(), .. suppressions.All(), .. MetaRoutes.All(), document];
        Document = OpenApiText.Of(All, site);
    }

    public IReadOnlyList<ApiRoute> All { get; }

    public byte[] Document { get; }
}
