using Microsoft.Extensions.Primitives;

namespace Publisher.WebSub;

/// <summary>How an answer over HTTP names hubs: a Link header (WebSub, section 4; RFC 8288).</summary>
internal static class HubLinks
{
    /// <param name="self">The address that readers subscribe to.</param>
    /// <returns>Nothing where there are no hubs.</returns>
    public static StringValues Header(Uri self, IReadOnlyList<Uri> hubs) =>
        hubs.Count == 0 ? StringValues.Empty : string.Join(", ", hubs.Select(hub => Link(hub, "hub")).Append(Link(self, "self")));

    // An absolute address in ASCII holds no '>'.
    private static string Link(Uri address, string relation) => $"<{address.AbsoluteUri}>; rel=\"{relation}\"";
}
