using System.Net;

namespace Publisher.Tests.Api;

public sealed class ApiOffTests : ApiTests
{
    protected override IReadOnlyList<string> Settings => ["api.enabled=false"];

    [Fact]
    public async Task What_is_off_is_not_there()
    {
        foreach (var path in new[] { "/openapi.json", "/token", "/subscribers" })
            Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(path)).Status);
    }
}
