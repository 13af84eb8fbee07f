using CsCheck;
using Publisher.Posts;
using Publisher.Tests.Posts.Hostile;
using Publisher.Tests.Support;

namespace Publisher.Tests.Posts;

/// <summary>Damaged posts do no harm to themselves or their neighbours. What is done to them here a few hundred times, the benchmarks' command "fuzz" does for as long as one likes.</summary>
public sealed class HostilePostsTests : IDisposable
{
    // A bounded set of damage: whichever of it a run picks has been seen to pass.
    private static readonly Gen<int> Seed = Gen.Int[0, 999];

    private static readonly IReadOnlyList<SamplePost> Posts = SamplePosts.All(new Random(1));

    private readonly TemporaryFolder files = new();

    public void Dispose() => files.Dispose();

    public static TheoryData<string> Kinds => [.. Damages.All.Select(damage => damage.Kind)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Damage_does_no_harm(string kind)
    {
        using var blogs = new Blogs(files.Path);
        var damage = Damages.All.Single(damage => damage.Kind == kind).Do;
        Seed.Sample(
            seed =>
            {
                var random = new Random(seed);
                var damaged = damage(Posts[random.Next(Posts.Count)], Posts, random);
                Assert.Empty(blogs.Any(random).Try(damaged.Bytes, damaged.Post.Extension, damaged.Post.InDraftFolder, damaged.KeepsFlag).Faults);
            },
            iter: 40,
            threads: 1);
    }

    [Fact]
    public void A_draft_is_one_in_each_form_of_head_wherever_the_flag_stands()
    {
        using var blogs = new Blogs(files.Path);
        Gen.Select(Gen.Int[0, (int)HeadForm.None - 1], Seed).Sample(
            (form, seed) =>
            {
                var random = new Random(seed);
                var post = SamplePosts.Any((HeadForm)form, SamplePosts.Bodies[random.Next(SamplePosts.Bodies.Count)], isDraft: true, random);
                var (status, faults) = blogs.Any(random).Try(post.Bytes, post.Extension, post.InDraftFolder, isDraft: true);
                Assert.Empty(faults);
                // A head alone may be one that was cut.
                Assert.True(status is PostStatus.Draft or PostStatus.Broken, $"{post.Name} is {status}");
            },
            iter: 200,
            threads: 1);
    }

    private sealed class Blogs(string root) : IDisposable
    {
        private static readonly PostFormat[] Formats = [PostFormat.Plain, PostFormat.Jekyll, PostFormat.Hugo, PostFormat.Hexo, PostFormat.Docusaurus, PostFormat.Obsidian];

        private readonly List<HostileBlog> blogs = [.. Formats.Select(format => new HostileBlog(Path.Combine(root, $"{format}"), format))];

        public HostileBlog Any(Random random) => blogs[random.Next(blogs.Count)];

        public void Dispose() => blogs.ForEach(blog => blog.Dispose());
    }
}
