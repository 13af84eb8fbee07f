using CsCheck;
using Publisher.Posts;
using Publisher.Posts.Identity;

namespace Publisher.Tests.Posts;

/// <summary>A catalogue that is made from the last and the change must be the one that is made from everything.</summary>
public sealed class NextCatalogueTests
{
    [Fact]
    public void Whatever_happens_the_change_alone_leads_to_the_catalogue_of_everything() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 5], Gen.Int[0, 5], Gen.Int[0, 5]).Array[1, 5].Array[1, 12].Sample(
            looks =>
            {
                var blog = new ChangingBlog();
                foreach (var steps in looks)
                {
                    foreach (var (what, name, other, value) in steps)
                        blog.Step(what, $"{name}.md", $"{other}.md", value);
                    blog.Look();
                }
            },
            iter: 3_000);
}

/// <summary>Files in memory, looked at twice: by what changed, and from the beginning.</summary>
internal sealed class ChangingBlog
{
    private static readonly CatalogueBuilder Builder = new(drafts: false, future: false);

    private readonly Dictionary<string, ReadFile> files = [];
    private readonly Dictionary<string, ReadFile?> changed = [];
    private readonly Dictionary<string, RegisteredPost> register = [];
    private readonly RegisterIndex known = new([]);
    private Catalogue last = Catalogue.Empty;
    private DateTimeOffset now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private int count;

    public void Step(int what, string name, string other, int value)
    {
        var there = files.GetValueOrDefault(name)?.LastGood;
        switch (what)
        {
            case 0:
                Put(New(name, $"text {++count}", value));
                break;
            case 1 when there is not null:
                Put(there with { ContentHash = $"text {++count}" });
                break;
            case 2 when there is not null:
                Put(name, null);
                Put(there with { Path = other });
                break;
            case 3 when there is not null:
                Put(there with { Path = other });
                break;
            case 4:
                Put(name, null);
                break;
            case 5 when there is not null:
                Put(there with { OwnId = value > 2 ? null : $"tag:blog,2026:{value}" });
                break;
            case 6 when there is not null:
                Put(there with { Status = there.Status == PostStatus.Draft ? PostStatus.Published : PostStatus.Draft });
                break;
            case 7:
                now += TimeSpan.FromHours(value);
                break;
            case 8 when there is not null:
                Put(there with { Published = now.AddHours(value - 2), Expires = value > 3 ? now.AddHours(value) : null });
                break;
            case 9 when files.TryGetValue(name, out var good):
                Put(name, good with { Read = there! with { Status = PostStatus.Broken, Reason = "broken", ContentHash = "" } });
                break;
        }
    }

    public void Look()
    {
        now += TimeSpan.FromMinutes(1);
        var (next, changes) = Builder.Next(last, changed, known, now);
        var (whole, all) = Builder.Next(Catalogue.Empty, files.ToDictionary(file => file.Key, file => (ReadFile?)file.Value), new(register.Values), now);

        Assert.Equal(whole.Posts.Select(Seen), next.Posts.Select(Seen));
        Assert.Equal(whole.Published.Select(post => post.Path), next.Published.Select(post => post.Path));
        Assert.Equal(whole.NextChange, next.NextChange);
        Assert.Equal(all.OrderBy(row => row.Id).ThenBy(row => row.Gone), changes.OrderBy(row => row.Id).ThenBy(row => row.Gone));
        Assert.Equal(files.Keys.Order(StringComparer.Ordinal), next.Files.Keys);
        foreach (var post in whole.Published)
        {
            Assert.Equal(whole.At(post.Url!)!.Path, next.At(post.Url!)!.Path);
            Assert.Equal(post.Redirects.Select(old => whole.MovedFrom(old)!.Path), post.Redirects.Select(old => next.MovedFrom(old)!.Path));
        }

        CheckSame(next);
        foreach (var row in changes)
            register[row.Id] = row;
        known.Learn(changes);
        changed.Clear();
        last = next;
    }

    // Of what did not change, the objects are those of before.
    private void CheckSame(Catalogue next)
    {
        foreach (var post in next.Posts.Where(post => !changed.ContainsKey(post.Path)))
        {
            if (last.Posts.FirstOrDefault(old => old.Path == post.Path) is { } old && Seen(old) == Seen(post))
                Assert.Same(old, post);
        }

        Assert.Equal(
            next.Posts.Where(post => !last.Posts.Any(old => ReferenceEquals(old, post))).Select(post => post.Path),
            next.ChangesSince(last).Select(change => change.Now?.Path).OfType<string>());
        Assert.Equal(
            last.Posts.Where(old => !next.Posts.Any(post => ReferenceEquals(old, post))).Select(old => old.Path),
            next.ChangesSince(last).Select(change => change.Before?.Path).OfType<string>());
        foreach (var post in next.Published)
            Assert.Same(next.Posts.Single(other => other.Path == post.Path), post);
        Assert.Equal(
            next.Problems.Where(problem => !last.Problems.Contains(problem)).OrderBy(problem => problem.ToString()),
            next.ProblemsSince(last).OrderBy(problem => problem.ToString()));
    }

    private static (string, PostStatus, string, DateTimeOffset?, string, string) Seen(Post post) =>
        (post.Path, post.Status, post.Id, post.Updated, post.Reason, string.Join('\n', post.Problems));

    private void Put(Post post) => Put(post.Path, new(new(++count, default), post, post));

    private void Put(string path, ReadFile? file)
    {
        changed[path] = file;
        if (file is null)
            files.Remove(path);
        else
            files[path] = file;
    }

    private Post New(string path, string text, int value) => new()
    {
        Path = path,
        ContentHash = text,
        Published = now.AddHours(-value),
        Url = new($"https://blog.example/{value}/"),
        Redirects = [$"/old/{value % 2}/"],
    };
}
