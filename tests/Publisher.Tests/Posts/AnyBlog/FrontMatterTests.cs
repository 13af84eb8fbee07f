using Publisher.Posts;

namespace Publisher.Tests.Posts.AnyBlog;

/// <summary>How posts are read, points 7 to 13: what stands in a head.</summary>
public sealed class FrontMatterTests
{
    [Theory]
    [InlineData("---\ntitle: 제목\ndate: 2026-01-05\n---\nBody.\n")]
    [InlineData("---  \ntitle: 제목\ndate: 2026-01-05\n---\t \nBody.\n")]
    [InlineData("---\ntitle: 제목\ndate: 2026-01-05\n...\nBody.\n")]
    [InlineData("+++\ntitle = \"제목\"\ndate = 2026-01-05\n+++\nBody.\n")]
    [InlineData("{\n  \"title\": \"제목\",\n  \"date\": \"2026-01-05\"\n}\nBody.\n")]
    [InlineData("---json\n{ \"title\": \"제목\", \"date\": \"2026-01-05\" }\n---\nBody.\n")]
    [InlineData("Title: 제목\nDate: 2026-01-05\n\nBody.\n")]
    [InlineData("Date: 2026-01-05\nTitle: 제목\n\nBody.\n")]
    [InlineData("Category: x\nDate: 2026-01-05\nTitle: 제목\n\nBody.\n")]
    [InlineData("title: 제목\ndate: 2026-01-05\n---\nBody.\n")]
    [InlineData("layout: post\ntitle: 제목\n\ndate: 2026-01-05\n---\nBody.\n")]
    [InlineData("\n \n\n---\ntitle: 제목\ndate: 2026-01-05\n---\nBody.\n")]
    [InlineData("\uFEFF---\ntitle: 제목\ndate: 2026-01-05\n---\nBody.\n")]
    [InlineData("\uFEFF\n\uFEFF---\ntitle: 제목\ndate: 2026-01-05\n---\nBody.\n")]
    [InlineData("---\r\ntitle: 제목\r\ndate: 2026-01-05\r\n---\r\nBody.\r\n")]
    [InlineData("---\rtitle: 제목\rdate: 2026-01-05\r---\rBody.\r")]
    [InlineData("---\r\ntitle: 제목\ndate: 2026-01-05\r---\r\nBody.\n")]
    public async Task Point_07_Seven_heads_are_read(string text)
    {
        var post = await WrittenBlog.PostOfAsync(text, "a.md");
        Assert.Equal((PostStatus.Published, "제목", 5), (post.Status, post.Title, post.Published?.Day));
        Assert.Equal("Body.", post.Body.Read().Trim());
        Assert.Empty(post.Problems);
    }

    [Theory]
    [InlineData("Just a text.\n\nMore.")]
    [InlineData("Note: this is a letter.\nDear reader: hello.\n\nMore.")]
    [InlineData("{% include x.html %} begins it.")]
    [InlineData("{{ page.title }} begins it.")]
    [InlineData("{not json} begins it.")]
    [InlineData("{\"a\" is no JSON either} so it goes on.")]
    [InlineData("주의: 이것은 본문입니다.\n---\n더.")]
    [InlineData("A heading of words\n---\nText.")]
    public async Task Point_07_Any_other_beginning_is_the_body(string text)
    {
        var post = await WrittenBlog.PostOfAsync(text);
        Assert.Equal((PostStatus.Published, "A Post", text), (post.Status, post.Title, post.Body.Read()));
    }

    [Theory]
    [InlineData("---\ntitle: a --- b\nsummary: |\n  one\n  ---\n  two\n---\nBody.", "a --- b", "one\n---\ntwo")]
    [InlineData("+++\ntitle = 'a +++ b'\nsummary = 'x --- y'\n+++\nBody.", "a +++ b", "x --- y")]
    public async Task Point_07_A_fence_within_a_value_is_none(string text, string title, string summary)
    {
        var post = await WrittenBlog.PostOfAsync(text);
        Assert.Equal((title, summary, "Body."), (post.Title, post.Excerpt, post.Body.Read()));
    }

    [Theory]
    [InlineData("title: A\n\ndraft: true\n---\nBody.")]
    [InlineData("title: A\ndate: 2026-01-05\n\ntags:\n- x\ndraft: true\n---\nBody.")]
    [InlineData("Title: A\nDate: 2026-01-05\n\nstatus: draft\n---\nBody.")]
    [InlineData("Title: A\nStatus: draft\n\nBody.")]
    [InlineData("+++\ntitle = 'A'\ndraft = true\n+++\nBody.")]
    [InlineData("{ \"title\": \"A\", \"draft\": true }\nBody.")]
    public async Task Point_07_A_draft_is_one_under_any_head(string text) =>
        Assert.Equal(PostStatus.Draft, (await WrittenBlog.PostOfAsync(text)).Status);

    [Fact]
    public async Task Point_08_Keys_have_no_case_and_may_stand_before_a_space()
    {
        var post = await WrittenBlog.HeadOfAsync("Title : 標題\nTAGS: [甲, 乙]\nCategory : 丙");
        Assert.Equal(("標題", "甲|乙", "丙"), (post.Title, string.Join('|', post.Tags), string.Join('|', post.Categories)));
        Assert.Empty(post.Problems);
    }

    [Fact]
    public async Task Point_08_A_key_with_nothing_is_absent()
    {
        var post = await WrittenBlog.HeadOfAsync("title:\ntags:\ncategories:\nauthor:\nexcerpt:\ndraft:\nimage:\nlang:");
        Assert.Equal((PostStatus.Published, "A Post", null, null, null), (post.Status, post.Title, post.Excerpt, post.Image, post.Language));
        Assert.Empty(post.Tags.Concat(post.Categories).Concat(post.Authors));
        Assert.Empty(post.Problems);
    }

    [Theory]
    [InlineData("---\ntitle: A\nmood: 좋음\nmap: {deep: [1, {er: x}]}\n---\n{{ page.mood }}{{ page.map.deep[1].er }}")]
    [InlineData("+++\ntitle = 'A'\nmood = '좋음'\nmap.deep = [1, {er = 'x'}]\n+++\n{{ page.mood }}{{ page.map.deep[1].er }}")]
    public async Task Point_08_Unknown_keys_are_kept_for_the_body(string text)
    {
        using var blog = new WrittenBlog { Format = PostFormat.Jekyll };
        var post = await blog.Write("posts/2026-01-05-a.md", text).ReadOnlyAsync();
        Assert.Equal("<p>좋음x</p>", blog.Render(post).Html);
        Assert.Empty(post.Problems);
    }

    [Fact]
    public async Task Point_08_Dotted_keys_and_tables_of_TOML_keep_their_neighbours()
    {
        var post = await WrittenBlog.PostOfAsync("+++\ntitle = 'A'\nauthor.name = 'B'\nauthor.url = 'https://b.example'\n[cover]\nimage = 'a.png'\n[cover.extra]\nx = 1\n[taxonomies]\ntags = ['t']\n[taxonomies.more]\ny = 1\n+++\nBody.");
        Assert.Equal(("B", "a.png", "t"), (string.Join('|', post.Authors), post.Image, string.Join('|', post.Tags)));
    }

    [Theory]
    [InlineData("010")]
    [InlineData("3.0")]
    [InlineData("2013")]
    [InlineData("no")]
    [InlineData("n")]
    [InlineData("1_000")]
    [InlineData("0x1F")]
    [InlineData("true")]
    [InlineData("12:30")]
    [InlineData("2026-01-01")]
    public async Task Point_09_Scalars_stay_text(string text)
    {
        var post = await WrittenBlog.HeadOfAsync($"title: {text}\ntags: [{text}]\ncategory: {text}\nauthor: {text}");
        Assert.Equal((text, text, text, text), (post.Title, Assert.Single(post.Tags), Assert.Single(post.Categories), Assert.Single(post.Authors)));
    }

    [Theory]
    [InlineData("+++\ntitle = 3.0\ntags = [1.10, 2013]\n+++\nBody.", "3.0")]
    [InlineData("{\"title\": 3.0, \"tags\": [1.10, 2013]}\nBody.", "3.0")]
    [InlineData("Title: 010\nTags: 1.10, 2013\n\nBody.", "010")]
    public async Task Point_09_In_every_kind_of_head(string text, string title)
    {
        var post = await WrittenBlog.PostOfAsync(text);
        Assert.Equal((title, "1.10|2013"), (post.Title, string.Join('|', post.Tags)));
    }

    [Theory]
    [InlineData("2026-01-05 20:00:00", "2026-01-05T20:00:00Z")]
    [InlineData("'2026-01-05 20:00:00'", "2026-01-05T11:00:00Z")]
    [InlineData("2026-01-05", "2026-01-04T15:00:00Z")]
    public async Task Point_09_The_date_keeps_its_raw_text_and_its_quotes(string date, string instant)
    {
        var post = await WrittenBlog.HeadOfAsync($"date: {date}", PostFormat.Jekyll);
        Assert.Equal(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture), post.Published);
    }

    [Theory]
    [InlineData("title: \"One title\nthat goes on: at column 0\"\ntags: [x]", "One title that goes on: at column 0")]
    [InlineData("tags: [x]\ntitle: \"He said \\\"hi\nthere\\\" and left\"", "He said \"hi there\" and left")]
    [InlineData("tags: [x]\ntitle: \"긴 제목이\n다음 줄로\n이어집니다\"\nlayout: post", "긴 제목이 다음 줄로 이어집니다")]
    [InlineData("tags: [x]\ntitle: 'One\ntwo''s'", "One two's")]
    public async Task Point_10_Quoted_text_may_go_on_at_column_0(string head, string title)
    {
        var post = await WrittenBlog.HeadOfAsync(head);
        Assert.Equal((PostStatus.Published, title, "x"), (post.Status, post.Title, string.Join('|', post.Tags)));
        Assert.Empty(post.Problems);
    }

    [Fact]
    public async Task Point_10_Of_two_equal_keys_the_last_counts_with_a_warning()
    {
        var post = await WrittenBlog.HeadOfAsync("title: 하나\ntags: x\nTitle: 둘");
        Assert.Equal((PostStatus.Published, "둘"), (post.Status, post.Title));
        Assert.Equal(("2026-02-11-a-post.md", 4, Severity.Warning), (post.Problems[0].Path, Assert.Single(post.Problems).Line, post.Problems[0].Severity));
    }

    [Fact]
    public async Task Point_10_Unknown_tags_are_not_acted_on()
    {
        var post = await WrittenBlog.HeadOfAsync("title: !ruby/object:Some::Class 題\ntags: !ruby/array:List [a, !mine b]\nx: !ruby/hash:Map {y: 1}\nz: !e!foo bar");
        Assert.Equal((PostStatus.Published, "題", "a|b"), (post.Status, post.Title, string.Join('|', post.Tags)));
    }

    [Fact]
    public async Task Point_10_Aliases_stand_for_what_they_name()
    {
        var post = await WrittenBlog.HeadOfAsync("title: &t 題\ntags: &l [a, b]\ncategories: *l\nauthor: *t");
        Assert.Equal(("題", "a|b", "a|b"), (Assert.Single(post.Authors), string.Join('|', post.Tags), string.Join('|', post.Categories)));
    }

    [Theory]
    [InlineData("a: &a [x, x, x, x, x, x, x, x, x, x]\n", "[{0}]", 10, "tags: *end")]
    [InlineData("a: &a {name: x}\n", "[{0}]", 500, "tags: *end")]
    [InlineData("a: &a [x, y]\n", "[{{name: [{0}]}}]", 500, "authors: *end")]
    public async Task Point_10_Aliases_do_not_explode(string first, string more, int width, string use)
    {
        var head = "title: Laughs\n" + first + string.Concat(Enumerable.Range(0, 4).Select(level =>
            $"{(char)('b' + level)}: &{(level == 3 ? "end" : (char)('b' + level))} {more.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal).Replace("{0}", string.Join(", ", Enumerable.Repeat($"*{(char)('a' + level)}", width)), StringComparison.Ordinal)}\n")) + use;
        using var blog = new WrittenBlog { Format = PostFormat.Jekyll };
        blog.Write("posts/2026-01-05-laughs.md", $"---\n{head}\n---\n{{{{ page.b }}}}").Write("posts/2026-01-06-neighbour.md", "Text.");
        var posts = (await blog.ReadAsync()).Posts.ToDictionary(post => post.Path);
        Assert.Equal((PostStatus.Broken, PostStatus.Published), (posts["2026-01-05-laughs.md"].Status, posts["2026-01-06-neighbour.md"].Status));
        Assert.Contains("more than 10000 values", posts["2026-01-05-laughs.md"].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("title: Review: Adders and Arrows", "Review: Adders and Arrows", 3)]
    [InlineData("title: @PathVariable 이름", "@PathVariable 이름", 3)]
    [InlineData("title: `code` first", "`code` first", 3)]
    [InlineData("title: [転載] 題", "[転載] 題", 3)]
    [InlineData("title: [all of it]", "[all of it]", 3)]
    [InlineData("title: {all of it}", "{all of it}", 3)]
    [InlineData("title：全角のコロン", "全角のコロン", 3)]
    [InlineData("title:\"no space\"", "no space", 3)]
    [InlineData("title: \"ביקורת\": ספר", "\"ביקורת\": ספר", 3)]
    [InlineData("title: 书评: 三体", "书评: 三体", 3)]
    [InlineData("title: A\nextra:\n\tdeep: tab", "A", 4)]
    public async Task Point_11_What_is_no_YAML_is_read_line_by_line(string head, string title, int line)
    {
        var post = await WrittenBlog.HeadOfAsync($"layout: post\n{head}\ndate: 2026-01-05 10:00:00 +0900\ntags:\n  - 一\n  - 二 三");
        Assert.Equal((PostStatus.Published, title, "一|二 三", 5), (post.Status, post.Title, string.Join('|', post.Tags), post.Published!.Value.Day));
        Assert.Contains(post.Problems, problem => problem.Severity == Severity.Warning && problem.Path == post.Path && problem.Line == line);
    }

    [Theory]
    [InlineData("title: A: B\ntags: #ai #coding", "ai|coding")]
    [InlineData("title: A\ntags: #ai #coding", "ai|coding")]
    [InlineData("title: A\ntags: [[a](https://a.example/x,y), b]", "[a](https://a.example/x,y)|b")]
    [InlineData("title: A\ntags: [[링크](https://a.example/x), b", "[링크](https://a.example/x)|b")]
    public async Task Point_11_So_are_tags(string head, string tags)
    {
        var post = await WrittenBlog.HeadOfAsync(head);
        Assert.Equal((PostStatus.Published, tags), (post.Status, string.Join('|', post.Tags)));
        Assert.Contains(post.Problems, problem => problem.Line == 3);
    }

    [Fact]
    public async Task Point_11_A_head_that_is_never_closed_ends_where_its_lines_do()
    {
        var post = await WrittenBlog.PostOfAsync("---\ntitle: 열린 글\ndate: 2026-01-05\ntags: [x]\n\n첫 문단.\n\n둘째 문단.\n", "a.md");
        Assert.Equal((PostStatus.Published, "열린 글", "첫 문단.\n\n둘째 문단."), (post.Status, post.Title, post.Body.Read().Trim()));
        Assert.Equal(1, Assert.Single(post.Problems).Line);
    }

    [Theory]
    [InlineData("title: A: B\ndraft: true")]
    [InlineData("title: A: B\ndraft：true")]
    [InlineData("title: A: B\ndraft:true")]
    [InlineData("title: A: B\n\tdraft: maybe")]
    [InlineData("title: [題] A\npublished: false")]
    [InlineData("title: @A\nstatus: draft")]
    public async Task Point_11_What_may_be_a_draft_is_not_published(string head)
    {
        var post = await WrittenBlog.HeadOfAsync(head);
        Assert.Equal(PostStatus.Draft, post.Status);
        Assert.NotEmpty(post.Reason);
    }

    [Theory]
    [InlineData("title: >\n  One\n  two", "One two")]
    [InlineData("title: |\n  One\n", "One")]
    [InlineData("title: >+\n  One\n\nlayout: x", "One")]
    [InlineData("title: '&ldquo;Hi&rdquo; &amp; <em>bye</em>'", "“Hi” & bye")]
    [InlineData("title: '<ruby>漢<rt>かん</rt></ruby> &#8212; &#x5B57;'", "漢かん — 字")]
    [InlineData("title: 'A<br/>B <a href=\"x\"><b>C</b></a>'", "A B C")]
    [InlineData("title: Map<String,String> in Java", "Map<String,String> in Java")]
    [InlineData("title: <output type=text> and <b> are elements", "<output type=text> and <b> are elements")]
    [InlineData("title: AT&T; R&D", "AT&T; R&D")]
    [InlineData("title: '&lt;em&gt; is an element'", "<em> is an element")]
    [InlineData("title: List<a> and if a < b && c > d", "List<a> and if a < b && c > d")]
    public async Task Point_12_A_title_is_plain_text(string head, string title)
    {
        var post = await WrittenBlog.HeadOfAsync(head);
        Assert.Equal((PostStatus.Published, title), (post.Status, post.Title));
        Assert.Empty(post.Problems);
    }

    [Theory]
    [InlineData("title: ''", "# 첫 제목\n\nText.\n\n# Other", "첫 제목", "<p>Text.</p>\n<h1 id=\"other\">Other</h1>")]
    [InlineData("layout: post", "첫 제목\n===\n\nText.", "첫 제목", "<p>Text.</p>")]
    [InlineData("title:", "<h1 class=\"x\">첫 <em>제목</em> &amp; 끝</h1>\n\nText.", "첫 제목 & 끝", "<p>Text.</p>")]
    [InlineData("title: 題", "# 題\n\nText.", "題", "<p>Text.</p>")]
    [InlineData("title: 'A &amp; <em>B</em>'", "# A & *B*\n\nText.", "A & B", "<p>Text.</p>")]
    [InlineData("title: ''", "## Second\n\nText.", "A Post", "<h2 id=\"second\">Second</h2>\n<p>Text.</p>")]
    public async Task Point_12_Without_a_title_the_first_heading_is_it_and_is_not_printed_twice(string head, string body, string title, string html)
    {
        using var blog = new WrittenBlog { Format = PostFormat.Plain };
        var post = await blog.Write("posts/2026-02-11-a-post.md", $"---\n{head}\n---\n{body}\n").ReadOnlyAsync();
        Assert.Equal((title, html), (post.Title, blog.Render(post).Html));
    }

    [Fact]
    public async Task Point_12_A_lost_character_is_kept_and_warned_about()
    {
        var post = await WrittenBlog.HeadOfAsync("layout: post\ntitle: 가\uFFFD나");
        Assert.Equal((PostStatus.Published, "가\uFFFD나"), (post.Status, post.Title));
        Assert.Equal((3, Severity.Warning), (Assert.Single(post.Problems).Line, post.Problems[0].Severity));
    }

    [Theory]
    [InlineData("Jekyll", "tags: one two", "one|two")]
    [InlineData("Jekyll", "tags: machine learning, go", "machine|learning,|go")]
    [InlineData("Jekyll", "tag: machine learning", "machine learning")]
    [InlineData("Plain", "tags: machine learning, go", "machine learning|go")]
    [InlineData("Hugo", "tags: 기계 학습, go", "기계 학습|go")]
    [InlineData("Plain", "tags: 2024", "2024")]
    [InlineData("Plain", "tags: null", "")]
    [InlineData("Plain", "tags: ~", "")]
    [InlineData("Jekyll", "tags: [\"one two, three\", 日本 語]", "one two, three|日本 語")]
    [InlineData("Plain", "tags:\n- one two, three\n-\n- 4", "one two, three|4")]
    [InlineData("Plain", "tags: [A, a, B, É, é]", "A|B|É")]
    [InlineData("Plain", "tags: [[a, b], c]", "a|b|c")]
    [InlineData("Plain", "tag: A\ntags: [a, b]", "A|b")]
    public async Task Point_13_Tags_come_in_many_shapes(string format, string head, string tags) =>
        Assert.Equal(tags, string.Join('|', (await WrittenBlog.HeadOfAsync(head, Enum.Parse<PostFormat>(format))).Tags));

    [Theory]
    [InlineData("Jekyll", "categories: b c\ncategory: d e", "b|c|d e")]
    [InlineData("Plain", "category: 뉴스\ncategories: [뉴스, 여행]", "뉴스|여행")]
    [InlineData("Plain", "categories: News, Old news\ncategory: news", "News|Old news")]
    [InlineData("Plain", "categories: 7", "7")]
    [InlineData("Plain", "categories: null\ncategory:", "")]
    public async Task Point_13_Categories_and_category_unite(string format, string head, string categories) =>
        Assert.Equal(categories, string.Join('|', (await WrittenBlog.HeadOfAsync(head, Enum.Parse<PostFormat>(format))).Categories));

    [Theory]
    [InlineData("title", "<b>", "</b>")]
    [InlineData("title", "<br", " ")]
    [InlineData("author", "a", "@")]
    [InlineData("x", "[", "]")]
    [InlineData("x", "{a=", "}")]
    [InlineData("draft", "{\"a\":", "}")]
    public async Task No_head_keeps_the_reader_forever_or_ends_it(string key, string open, string close)
    {
        var value = string.Concat(Enumerable.Repeat(open, 40_000)) + string.Concat(Enumerable.Repeat(close, 40_000));
        using var blog = new WrittenBlog { Format = PostFormat.Plain };
        blog.Write("posts/2026-01-01-a.md", $"---\n{key}: '{value}'\n---\nText.").Write("posts/2026-01-02-b.md", $"---\n{key}: {value}\n---\nText.")
            .Write("posts/2026-01-03-c.md", $"+++\n{key} = {value}\n+++\nText.").Write("posts/2026-01-04-d.md", $"{{\"{key}\": {value}}}\nText.")
            .Write("posts/2026-01-05-e.md", string.Concat(Enumerable.Repeat("<h1>", 40_000))).Write("posts/2026-01-06-neighbour.md", "Text.");
        var posts = (await blog.ReadAsync()).Posts;
        Assert.Equal(6, posts.Count);
        Assert.Equal(PostStatus.Published, posts[5].Status);
    }
}
