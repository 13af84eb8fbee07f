using System.Globalization;
using System.Text;
using Publisher.Posts;

namespace Publisher.Tests.Posts.AnyBlog;

/// <summary>Summaries, characters and enclosures.</summary>
public sealed class ContentTests
{
    [Theory]
    [InlineData("<!--more-->")]
    [InlineData("<!-- more -->")]
    [InlineData("<!--truncate-->")]
    [InlineData("<!-- excerpt -->")]
    [InlineData("[続きを読む]")]
    public void Point_30_The_text_before_the_separator_is_the_summary(string separator)
    {
        using var blog = new Blog(new() { ExcerptSeparator = "[続きを読む]" });
        Assert.Equal("一。 二。", blog.Render($"一。\n\n*二*。\n\n{separator}\n\n三。").Summary);
    }

    [Fact]
    public void Point_30_References_and_notes_below_the_separator_count_above_it()
    {
        using var blog = new Blog();
        Assert.Equal("See there, said.", blog.Render("See [there][r], said[^1].\n\n<!--more-->\n\nRest.\n\n[r]: https://a.example/\n[^1]: Where.\n").Summary);
    }

    [Fact]
    public void Point_30_A_separator_in_code_separates_nothing()
    {
        using var blog = new Blog();
        Assert.Equal("Write <!--more--> where the summary ends.", blog.Render("Write `<!--more-->` where the summary ends.\n\n```\n<!--more-->\n```\n\nRest.").Summary);
    }

    [Theory]
    [InlineData("Plain", "# 見出し\n\n![絵](a.png)\n\n<!-- 注 -->\n\n[TOC]\n\n本文。")]
    [InlineData("Plain", "[[toc]]\n\n<p>本文。</p>")]
    [InlineData("Jekyll", "* TOC\n{:toc}\n\n{% include head.html %}\n\n{: .lead}\n本文。")]
    [InlineData("Hugo", "{{< toc >}}\n\n{{% toc %}}\n\n## 題\n\n本文。")]
    [InlineData("Docusaurus", ":::note 注意\n\n引用。\n\n:::\n\n本文。")]
    [InlineData("Plain", "> 引用。\n\n- [A](#a)\n\n- [B](#b)\n\n本文。")]
    [InlineData("Plain", "> 本文。")]
    [InlineData("Docusaurus", "- [A](#a)\n- [B](#b)\n\n<div>\n\n本文。\n\n</div>")]
    public void Point_30_Else_the_first_real_paragraph_is(string format, string body)
    {
        using var blog = new Blog(new() { Format = Enum.Parse<PostFormat>(format) });
        blog.Files.Write("_includes/head.html", "<!-- head -->");
        var rendered = blog.Render(body);
        Assert.Equal("本文。", rendered.Summary);
        Assert.DoesNotContain("toc", rendered.Html, StringComparison.OrdinalIgnoreCase);
    }

    // The summary is plain text everywhere: it cannot be out of balance, and feeds escape it.
    [Fact]
    public void Point_30_A_long_paragraph_is_cut_between_graphemes_and_outside_of_markup()
    {
        using var blog = new Blog();
        foreach (var piece in new[] { "👩‍👩‍👧", "が", "한", "<b>&amp;</b>", "**é**" })
        {
            var summary = blog.Render(string.Concat(Enumerable.Repeat(piece, 400))).Summary;
            var shown = piece switch { "<b>&amp;</b>" => "&", "**é**" => "é", _ => piece };
            Assert.Equal(string.Concat(Enumerable.Repeat(shown, 280)) + "…", summary);
        }
    }

    [Theory]
    [InlineData("title: \"Bell\\x07\"\ndate: 2026-02-11", "text", null)]
    [InlineData("title: Bell", "one\n\ntwo\u0008 \u001B\uFFFE", 6)]
    [InlineData("title: 春\u000B夏", "text", 2)]
    [InlineData("title: 🦀", "👩‍👩‍👧 𠮷野家\t\uFFFD\u3000\u200B", null)]
    [InlineData("title: T", "🦀\u0001", 4)]
    public void Point_31_Characters_that_XML_forbids_go_with_a_warning(string head, string body, int? line)
    {
        using var blog = new Blog();
        var post = blog.Read($"---\n{head}\n---\n{body}");
        var rendered = blog.Render(body, head);
        Assert.DoesNotContain(post.Title + rendered.Html + rendered.Summary, c => c is < ' ' and not ('\n' or '\t') or '\uFFFE');
        Assert.Equal(line is null ? [] : [(line.Value, Severity.Warning)], post.Problems.Select(problem => (problem.Line, problem.Severity)));
        Assert.All(post.Problems, problem => Assert.Contains("U+", problem.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("utf-16", "春の日記です。窓を拭いて、本棚を整理する。", "UTF-16")]
    [InlineData("utf-16BE", "Plain words", "UTF-16")]
    [InlineData("utf-16 unmarked", "Plain words", "UTF-16")]
    [InlineData("shift_jis", "春の日記です。窓を拭いて、本棚を整理する。", "Shift_JIS")]
    [InlineData("euc-jp", "春の日記です。窓を拭いて、本棚を整理する。", "EUC-JP")]
    [InlineData("gb18030", "今天天气很好，我们去公园散步。希望明天也是这样。", "GBK")]
    [InlineData("euc-kr", "오늘은 날씨가 맑아서 산책을 했습니다.", "EUC-KR")]
    [InlineData("iso-8859-1", "Grüße aus München, die Straße, die Tür, das Mädchen.", "Windows-1252")]
    public void Point_31_Files_in_other_encodings_are_converted_with_a_warning(string encoding, string text, string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var blog = new Blog();
        var (codec, mark) = encoding == "utf-16 unmarked" ? (Encoding.Unicode, []) : (Encoding.GetEncoding(encoding), Encoding.GetEncoding(encoding).GetPreamble());
        var post = blog.Read([.. mark, .. codec.GetBytes($"---\ntitle: {text}\n---\n{text}\n")]);
        Assert.Equal((PostStatus.Published, text, $"{text}\n"), (blog.Judge(post).Status, post.Title, post.Body.Read()));
        var problem = Assert.Single(post.Problems);
        Assert.Equal(Severity.Warning, problem.Severity);
        Assert.InRange(problem.Line, 1, 4);
        Assert.Contains(name, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Point_31_A_draft_is_one_in_every_encoding()
    {
        using var blog = new Blog();
        foreach (var encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            Assert.Equal(PostStatus.Draft, blog.Read(encoding.GetBytes("---\ntitle: T\ndraft: true\n---\nText")).Status);
            Assert.Equal(PostStatus.Draft, blog.Read([.. encoding.GetPreamble(), .. encoding.GetBytes("---\ntitle: T\ndraft: true\n---\nText")]).Status);
        }
    }

    [Fact]
    public void Point_31_What_is_no_text_is_refused_with_a_reason()
    {
        using var blog = new Blog();
        var post = blog.Read([.. "---\ntitle: T\n---\n"u8, 0xFF, 0x81, 0xFF, 0x81, 0xFD, 0xFF]);
        Assert.Equal((PostStatus.Broken, Severity.Error, 4), (post.Status, Assert.Single(post.Problems).Severity, post.Problems[0].Line));
    }

    [Theory]
    [InlineData("enclosure: https://cdn.example/1.mp3", "https://cdn.example/1.mp3", null, "audio/mpeg", null)]
    [InlineData("podcast_file: 1.mp3\npodcast_bytes: 123\npodcast_duration: 71:31", "https://media.example/show/1.mp3", 123L, "audio/mpeg", "01:11:31")]
    [InlineData("audio: 제1화.m4a\naudio_bytes: '1,234'\nduration: 1:25:11", "https://media.example/show/%EC%A0%9C1%ED%99%94.m4a", 1234L, "audio/mp4", "01:25:11")]
    [InlineData("audio_file_path: /audio/1.ogg\naudio_file_size: ''\nduration: 00:39:51", "https://blog.example/audio/1.ogg", null, "audio/ogg", "00:39:51")]
    [InlineData("podcast_file: ep 12 final.mp3", "https://media.example/show/ep%2012%20final.mp3", null, "audio/mpeg", null)]
    [InlineData("enclosure: |\n  https://cdn.example/1.mp3\n  4567\n  audio/mpeg", "https://cdn.example/1.mp3", 4567L, "audio/mpeg", null)]
    [InlineData("enclosure:\n- |\n  https://cdn.example/1.mp3\n  4567\n  audio/x-own\n", "https://cdn.example/1.mp3", 4567L, "audio/x-own", null)]
    [InlineData("enclosure: https://cdn.example/1.mp3 4567 audio/mpeg", "https://cdn.example/1.mp3", 4567L, "audio/mpeg", null)]
    [InlineData("enclosure:\n  url: https://cdn.example/1.mp3\n  length: 12\n  type: audio/mpeg", "https://cdn.example/1.mp3", 12L, "audio/mpeg", null)]
    [InlineData("enclosure:\n- url: https://cdn.example/1.mp3\n  length: 12", "https://cdn.example/1.mp3", 12L, "audio/mpeg", null)]
    [InlineData("enclosure: ''\naudio: 1.mp3", "https://media.example/show/1.mp3", null, "audio/mpeg", null)]
    public void Point_32_Enclosures_are_read_however_they_are_written(string head, string url, long? length, string type, string? duration)
    {
        using var site = new SiteOnDisk().With("_config.yml", "url: https://blog.example\nmedia_prefix: https://media.example/show/\n");
        var post = site.Read("2026-02-11-a.md", $"---\ntitle: 第一回\n{head}\n---\n");
        Assert.Equal(new Enclosure(new(url), length, type, duration is null ? null : TimeSpan.Parse(duration, CultureInfo.InvariantCulture)), Assert.Single(post.Enclosures));
        Assert.Empty(post.Problems);
    }

    [Theory]
    [InlineData("enclosure: null")]
    [InlineData("podcast_file:")]
    [InlineData("audio: ~")]
    [InlineData("audio: ''")]
    [InlineData("audio: javascript:alert(1)")]
    public void Point_32_Null_means_none(string head)
    {
        using var blog = new Blog();
        Assert.Empty(blog.Read($"---\ntitle: T\n{head}\n---\nText").Enclosures);
    }
}
