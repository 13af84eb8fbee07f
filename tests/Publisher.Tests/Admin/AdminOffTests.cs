using System.Net;

namespace Publisher.Tests.Admin;

public sealed class AdminOffTests : AdminTests
{
    protected override IReadOnlyList<string> Settings => ["admin.enabled=false"];

    [Fact]
    public async Task What_is_switched_off_is_not_there()
    {
        await SetPasswordAsync();
        foreach (var (method, path) in Routes())
            Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(method, path)).Status);
    }
}
