using Publisher.Storage;

namespace Publisher.Tests.Databases;

public sealed class LargeCountsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly LargeCounts counts = new();
    private long rows;
    private int made;

    [Fact]
    public async Task What_is_few_is_counted_anew_each_time()
    {
        rows = LargeCounts.Few;
        await CountAsync(Now);
        await CountAsync(Now);
        Assert.Equal(2, made);
    }

    [Fact]
    public async Task What_is_much_is_kept_a_second_for_each_ten_thousand()
    {
        rows = 600_000;
        var first = await CountAsync(Now);
        Assert.Same(first, await CountAsync(Now.AddSeconds(59)));
        Assert.NotSame(first, await CountAsync(Now.AddSeconds(60)));
        // A clock that was put back.
        await CountAsync(Now.AddSeconds(-1));
        Assert.Equal(3, made);
    }

    [Fact]
    public async Task Each_name_is_counted_by_itself_and_what_failed_is_not_kept()
    {
        rows = 600_000;
        await CountAsync(Now, "a");
        await CountAsync(Now, "b");
        Assert.Equal(2, made);
        await Assert.ThrowsAsync<StorageException>(() => counts.GetAsync<object>("c", Now, () => throw new StorageException("away"), _ => rows));
        await CountAsync(Now, "c");
        Assert.Equal(3, made);
    }

    private Task<object> CountAsync(DateTimeOffset now, string name = "a") => counts.GetAsync(
        name,
        now,
        () =>
        {
            made++;
            return Task.FromResult(new object());
        },
        _ => rows);
}
