using System.Globalization;
using System.Runtime.CompilerServices;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using MimeKit;
using Publisher.Mail;
using Publisher.Mail.Dkim;
using Publisher.Newsletter;
using Publisher.Posts;
using Publisher.Subscribers;
using Publisher.Templates;
using Publisher.Tests.Posts;

namespace Publisher.Tests.Newsletter;

/// <summary>A mail that the writer wrote, with what it was written of.</summary>
internal sealed record WrittenMail(OutgoingMessage Message, IssueText Issue, IReadOnlyList<Post> Posts, string Language)
{
    public IHtmlDocument Html => new HtmlParser().ParseDocument(Message.Html!);

    public MimeMessage Mime => MimeMessage.Load(new MemoryStream(Bytes));

    public byte[] Bytes => MessageBuilder.Write(Message, WrittenMails.Sender, DkimSigner.None);
}

/// <summary>Mails of the sample posts, of a Japanese blog in Jekyll's form, and digests, for readers in English and Japanese.</summary>
public sealed class WrittenMails : IDisposable
{
    public const string PostalAddress = "Plain Files\n1 Example Street, Sampleton";
    public const string Japanese = "2026-02-11-typesetting.md";
    public const string Digest = "digest of ten";
    public const string ShortDigest = "digest of two";
    private static readonly DateTimeOffset At = new(2026, 10, 12, 9, 0, 0, TimeSpan.Zero);

    private static readonly string[] Samples = [.. Directory.EnumerateFiles(SamplePosts(), "*.md").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    private readonly Blog blog = new(url: "https://blog.example/") { };
    private readonly IssueWriter writer;
    private readonly IssueMail mails;

    public WrittenMails() : this("no-such-folder")
    {
    }

    internal WrittenMails(string templates)
    {
        var site = blog.Site with { Title = "Plain Files" };
        var key = new SigningKey(new byte[32]);
        var personal = new Personal(key, new SubscriberLinks(site, new Tokens(key)));
        writer = new(Blog.Renderer(site, blog.SiteFile, blog.Options), new TemplateSet(templates), personal, site, new MailOptions { PostalAddress = PostalAddress });
        mails = new(personal, new(key, new()), Sender, site);
    }

    internal static Sender Sender { get; } = new("Plain Files", "news@blog.example", null);

    public static TheoryData<string, string> All => [.. Samples.Append(Japanese).Append(Digest).Append(ShortDigest).SelectMany(name => new[] { (name, "en"), (name, "ja") })];

    internal Blog Blog => blog;

    public void Dispose() => blog.Dispose();

    internal WrittenMail Of(string name, string language) => name switch
    {
        Digest => Write(Cadence.Weekly, language, [.. Samples.Select(Sample), .. Enumerable.Range(1, 5).Select(Short)]),
        ShortDigest => Write(Cadence.Daily, language, [Short(1), Short(5)]),
        Japanese => Write(Cadence.Instant, language, [blog.Read(JapanesePost, Japanese)]),
        _ => Write(Cadence.Instant, language, [Sample(name)]),
    };

    internal WrittenMail Write(Cadence cadence, string language, IReadOnlyList<Post> posts)
    {
        var key = $"{SubscriberRows.Word(cadence)}/{language}/{posts[0].Path}";
        var text = writer.Write(key, cadence, language, posts, At);
        var issue = new Issue(1, key, cadence, language, text.Subject, text.Text, text.Html, At);
        var mail = mails.For(issue, SampleIssues.Reader("reader@example.net", cadence, language));
        return new(mail with { Text = mail.Fill(mail.Text), Html = mail.Fill(mail.Html!), Slots = [] }, text, posts, language);
    }

    private Post Sample(string name) => blog.Read(File.ReadAllBytes(Path.Combine(SamplePosts(), name)), name);

    private Post Short(int number) => blog.Read(
        string.Create(CultureInfo.InvariantCulture, $"---\ntitle: Short news, number {number}\ncategories: [{(number % 2 == 0 ? "Guide" : "ニュース")}]\nimage: /images/{number}.png\n{(number == 5 ? "lang: ja\n" : "")}---\n{(number == 5 ? JapaneseParagraph : EnglishParagraph)}\n"),
        string.Create(CultureInfo.InvariantCulture, $"2026-09-0{number}-short.md"));

    private static string SamplePosts([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../posts"));

    private const string EnglishParagraph = "A short piece that says what it has to say in one paragraph, and a second sentence so that the summary has something to show for itself beside the title.";

    private const string JapaneseParagraph = "短い記事です。言いたいことは一段落で言い切り、もう一文を添えて、要約らしい長さにしています。";

    private const string JapanesePost = """
        ---
        layout: post
        title: "行間と余白——読みやすい組版の話"
        date: 2026-02-11 17:18:56 +0900
        categories: ["組版"]
        tags: ["日本語", "書体"]
        author: "編集部"
        lang: ja
        excerpt: "**行の長さと行間**は、互いに関わり合っています。どれか一つを変えれば、残りも変える必要があります。"
        ---

        読みやすい文字組みは、静かなものです。行の長さ、行間、文字の大きさは互いに関わり合っていて、どれか一つを変えれば、残りも合わせて変える必要があります。「読者の目」を[次の行](https://example.com/ja)へ自然に運ぶこと——それだけが目的です。[^1]

        ## 一行の長さ

        日本語では、一行に35字から40字ほどが読みやすいといわれています。`max-width: 38em`と書けば、おおよそその長さになります。

        - 短すぎる行は、目を疲れさせます。
        - 長すぎる行は、次の行を見失わせます。だから、ほどほどが一番だと、昔の職人たちは口をそろえて言ったものです。

        ### 表で見る

        | 媒体 | 字数 | 行間 |
        |---|--:|:-:|
        | 本 | 42 | 1.7 |
        | 画面 | 38 | 1.8 |

        ```css
        .prose { max-width: 38em; line-height: 1.8; } /* とても長い行なので、電話の画面では必ず折り返しが必要になります */
        ```

        ![組版の例](/images/組版.png)

        ## 動画

        <iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ" title="組版の実演"></iframe>

        > 読みやすい紙面の陰には、必ず誰かの心配りがある。

        1. 余白を広めに取る。
        2. 行間を少し広げる。

        [^1]: 出典は [組版の本](https://example.com/本) にあります。
        """;
}
