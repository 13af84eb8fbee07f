using Publisher.WebSub;

namespace Publisher.Tests.WebSub;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(5, 32)]
    [InlineData(6, 60)]
    [InlineData(1000, 60)]
    public void The_wait_doubles_up_to_an_hour(int failures, int minutes) => Assert.Equal(TimeSpan.FromMinutes(minutes), Backoff.After(failures));
}
