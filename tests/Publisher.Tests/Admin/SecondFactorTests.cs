using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Publisher.Admin.Login;
using Publisher.Mail;

namespace Publisher.Tests.Admin;

/// <summary>The code beside the password.</summary>
public sealed class SecondFactorTests : AdminTests
{
    // RFC 6238 appendix B, the last six of its eight digits.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void A_code_is_that_of_the_specification(long seconds, string code) =>
        Assert.Equal(code, Totp.Code(Base32.Write("12345678901234567890"u8), Totp.Step(DateTimeOffset.FromUnixTimeSeconds(seconds))));

    [Theory]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(59, true)]
    [InlineData(-90, false)]
    [InlineData(90, false)]
    public void A_clock_may_be_half_a_minute_off(int seconds, bool fits)
    {
        var secret = Totp.NewSecret();
        Assert.Equal(fits, SecondFactor.Step(secret, Totp.Code(secret, Totp.Step(Start.AddSeconds(seconds))), Start) is not null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("１２３４５６")]
    [InlineData("no code at all, and a long one")]
    public void What_is_no_code_is_none(string code) => Assert.Null(SecondFactor.Step(Totp.NewSecret(), code, Start));

    [Fact]
    public async Task Nobody_gets_in_by_the_password_alone_and_a_code_opens_once()
    {
        await SetPasswordAsync();
        Assert.Equal(HttpStatusCode.SeeOther, (await LogInAsync()).Status);
        Assert.DoesNotContain("one-time-code", (await GetAsync("/admin/login")).Text, StringComparison.Ordinal);

        var secret = Totp.NewSecret();
        await Publisher.Services.GetRequiredService<SecondFactor>().SetAsync(secret, CancellationToken.None);
        IsRefused(await GetAsync("/admin"));
        Assert.Contains("one-time-code", (await GetAsync("/admin/login")).Text, StringComparison.Ordinal);
        Cookie = null;
        Assert.Equal(HttpStatusCode.Forbidden, (await LogInAsync()).Status);
        var code = Totp.Code(secret, Totp.Step(Publisher.Time.GetUtcNow()));
        Assert.Equal(HttpStatusCode.Forbidden, (await WithAsync("a wrong password", code)).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await WithAsync(Password, code.Insert(3, " "))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await WithAsync(Password, code)).Status);

        await Publisher.Services.GetRequiredService<SecondFactor>().SetAsync(null, CancellationToken.None);
        Assert.Equal(HttpStatusCode.SeeOther, (await LogInAsync()).Status);
    }

    private Task<Tests.Web.Answer> WithAsync(string password, string code) => SendAsync(HttpMethod.Post, "/admin/login", ("password", password), ("code", code), ("next", ""));
}
