using System.Diagnostics;
using Publisher.Posts;
using Publisher.Tests.Support;

namespace Publisher.Tests.Posts;

public sealed class PostsWatcherTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder files = new();
    private readonly PostsWatcher watcher;
    private readonly Dictionary<string, Sign> seen = [];
    private bool isEverywhere;

    public PostsWatcherTests()
    {
        Directory.CreateDirectory(files["posts"]);
        watcher = new(new() { Folder = files["posts"] });
        Assert.Null(watcher.Restart());
    }

    public void Dispose()
    {
        watcher.Dispose();
        files.Dispose();
    }

    [Fact]
    public async Task A_file_that_is_written_in_place_was_written()
    {
        files.Write("posts/a.md", "A");
        await UntilAsync(() => seen.GetValueOrDefault("a.md", Sign.Moved) == Sign.Written);
    }

    [Theory]
    [InlineData("posts/.a.tmp")]
    [InlineData("a.tmp")]
    public async Task A_file_that_is_renamed_to_its_name_was_moved(string from)
    {
        files.Write(from, "A");
        File.Move(files[from], files["posts/a.md"]);
        await LastAsync();
        Assert.Equal(Sign.Moved, seen["a.md"]);
        files.Write(from, "A, edited");
        File.Move(files[from], files["posts/a.md"], overwrite: true);
        seen.Clear();
        await LastAsync();
        Assert.Equal(Sign.Moved, seen["a.md"]);
    }

    [Fact]
    public async Task A_post_that_an_editor_moves_out_of_its_way_may_be_written_anew()
    {
        files.Write("posts/a.md", "A");
        File.Move(files["posts/a.md"], files["posts/a.md~"]);
        files.Write("posts/b.md", "B");
        File.Move(files["posts/b.md"], files["posts/c.md"]);
        await LastAsync();
        Assert.Equal((Sign.Written, Sign.Moved, Sign.Moved), (seen["a.md"], seen["b.md"], seen["c.md"]));
    }

    [Fact]
    public async Task What_is_hidden_is_not_hinted_at()
    {
        files.Write("posts/.git/index.md", "A");
        files.Write("posts/.a.md.swp", "A");
        await LastAsync();
        Assert.DoesNotContain(seen.Keys, path => path.Contains(".git", StringComparison.Ordinal) || path.Contains(".swp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_burst_of_renames_loses_nothing()
    {
        for (var i = 0; i < 10_000; i++)
            files.Write($"posts/.{i}.tmp", "A");
        for (var i = 0; i < 10_000; i++)
            File.Move(files[$"posts/.{i}.tmp"], files[$"posts/{i}.md"]);
        await UntilAsync(() => isEverywhere || seen.Count >= 10_000);
    }

    [Fact]
    public void More_hints_than_are_worth_it_are_one_at_everything()
    {
        var gathering = new HintGathering();
        for (var i = 0; i <= 10_000; i++)
            gathering.Add(($"{i}.md", Sign.Moved));
        Assert.Equal((true, 0), (gathering.Take() is var hint && hint.IsEverywhere, hint.Paths.Count));
        Assert.False(gathering.Take().IsEverywhere);
    }

    [Fact]
    public void Of_many_hints_the_first_is_told_and_after_they_were_taken_the_next()
    {
        var told = 0;
        watcher.Hinted += () => told++;
        watcher.HintEverywhere(quietly: true);
        Assert.Equal(0, told);
        watcher.HintEverywhere();
        watcher.HintEverywhere();
        Assert.Equal(1, told);
        Assert.True(watcher.Take().IsEverywhere);
        watcher.HintEverywhere();
        Assert.Equal(2, told);
    }

    // Hints come in their order: what came before the last is there with it.
    private async Task LastAsync()
    {
        var last = $"last{Directory.GetFiles(files["posts"]).Length}.md";
        files.Write($"posts/{last}", "");
        await UntilAsync(() => seen.ContainsKey(last));
    }

    private async Task UntilAsync(Func<bool> isSo)
    {
        for (var watch = Stopwatch.StartNew(); !isSo(); await Task.Delay(5))
        {
            Assert.True(watch.Elapsed < Patience, $"{seen.Count} hints came");
            var hint = watcher.Take();
            isEverywhere |= hint.IsEverywhere;
            foreach (var (path, sign) in hint.Paths)
                seen[path] = sign;
        }
    }
}
