using System.Globalization;
using Publisher.Posts;
using Publisher.Tests.Posts.Hostile;

namespace Publisher.Benchmarks.Fuzzing;

/// <summary>Damages posts and reads them, for as long as it is told to, and says what did harm.</summary>
internal static class Fuzz
{
    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Hopeless = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    /// <returns>The exit code: 1 where anything was found.</returns>
    public static int Run(FuzzOptions options, TimeProvider time, TextWriter output)
    {
        var root = Directory.CreateTempSubdirectory("publisher-fuzz-").FullName;
        var blogs = Enum.GetValues<PostFormat>().Where(format => format != PostFormat.Auto).Select(format => new HostileBlog(Path.Combine(root, $"{format}"), format)).ToList();
        var posts = GoodPosts.From(options.Posts, blogs[0]);
        var counts = new FuzzCounts(options.Findings);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{posts.Count} good posts, {posts.Count(post => post.Flag is not null)} of them drafts by a flag; seed {options.Seed}; a file that ends the program is left in {root}"));
        var start = time.GetTimestamp();
        var told = start;
        var seed = options.Seed;
        do
        {
            One(seed++, posts, blogs, counts, time);
            if (time.GetElapsedTime(told) < Between)
                continue;
            told = time.GetTimestamp();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time.GetElapsedTime(start):hh\\:mm\\:ss} {counts.Line()}"));
        }
        while (time.GetElapsedTime(start) < options.Time && !counts.IsHopeless);
        counts.Table(output);
        if (counts.IsHopeless)
            return 1;
        blogs.ForEach(blog => blog.Dispose());
        Directory.Delete(root, recursive: true);
        return counts.Found == 0 ? 0 : 1;
    }

    private static void One(int seed, IReadOnlyList<SamplePost> posts, List<HostileBlog> blogs, FuzzCounts counts, TimeProvider time)
    {
        var random = new Random(seed);
        var blog = blogs[random.Next(blogs.Count)];
        var (kind, damage) = Damages.All[random.Next(Damages.All.Count)];
        var damaged = damage(posts[random.Next(posts.Count)], posts, random);
        var (bytes, isDraft, post) = (damaged.Bytes, damaged.KeepsFlag, damaged.Post);
        counts.Try(kind);
        foreach (var (fault, words) in Faults(blog, bytes, post, isDraft, time, counts))
            counts.Find(kind, fault, seed, bytes, $"{post.Name} in {Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(blog.LastFile!)))}: {words}");
    }

    private static IReadOnlyList<(Fault, string)> Faults(HostileBlog blog, byte[] bytes, SamplePost post, bool isDraft, TimeProvider time, FuzzCounts counts)
    {
        IReadOnlyList<(Fault, string)> faults = [];
        var best = TimeSpan.MaxValue;
        // Where other programs took the time, the second try has it.
        for (var i = 0; i < 2 && best > TooLong; i++)
        {
            var start = time.GetTimestamp();
            var one = Task.Run(() => blog.Try(bytes, post.Extension, post.InDraftFolder, isDraft).Faults);
            if (!one.Wait(Hopeless))
            {
                counts.IsHopeless = true;
                return [(Fault.Slow, "it never ends")];
            }

            faults = one.Result;
            best = time.GetElapsedTime(start) is var took && took < best ? took : best;
        }

        return best > TooLong ? [.. faults, (Fault.Slow, $"it takes {best}")] : faults;
    }
}
