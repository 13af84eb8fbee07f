namespace Publisher.Tests.Posts.Hostile;

/// <summary>Short posts in what the programs for blogs understand, and in several languages.</summary>
internal static class SamplePosts
{
    public static IReadOnlyList<string> Bodies { get; } =
    [
        "The first line.\n\nA list:\n\n- one\n- *two*\n  1. three\n\n> Words of [another](https://example.com/a?b=c&d).\n\n```cs\nvar x = \"---\";\n```\n\n---\n\nThe rest, [^1] with a note.\n\n[^1]: The note.\n",
        "日本語の記事です。**「重要」**です。\n\n| 項目 | 値 |\n|------|---:|\n| あ   | 1  |\n\n![図](images/a.png \"題\")\n\n<details><summary>開く</summary>中</details>\n",
        "Übergröße und café: „Zitat“ — Ende…\n\n$$ a_b + c_d $$\n\nTerm\n: Erklärung\n\n~~weg~~ &amp; &copy; &#x1F600; 🦀\n",
        "مقال قصير عن الخلاصات.\n\n* واحد\n* اثنان\n\nПишем о лентах новостей.\n\n한국어 문장입니다. <b>굵게</b>\n",
        "{% assign a = \"b\" %}{% for i in (1..3) %}{{ i }} {{ page.title | upcase }}{% endfor %}\n\n{% include note.html text=\"x\" %}\n\n{% highlight ruby %}\nputs 1\n{% endhighlight %}\n\nText{: .red}\n{:toc}\n",
        "{{< figure src=\"a.png\" title=\"A\" >}}\n\n{{% notice tip %}}\nInner *text*.\n{{% /notice %}}\n\n{{< youtube abc123 >}}\n",
        "{% post_link other %}\n\n{% codeblock a.js %}\nlet a = 1;\n{% endcodeblock %}\n\n{% asset_img a.png A %}\n\n<!-- more -->\n\nRest.\n",
        "import Tabs from '@theme/Tabs';\n\n:::note[Title]\n\nInner.\n\n:::\n\n<Tabs items={[1, 2]}>\n  <TabItem value=\"a\">A</TabItem>\n</Tabs>\n\nexport const x = { a: 1 };\n",
        "> [!NOTE]\n> See [[Another note|that]] and ![[image.png]].\n\n#tag and ==marked== text.\n\n- [ ] open\n- [x] done\n",
        "A [link][ref] to <https://example.com/>.\n\n[ref]: /a \"title\"\n\nTitle: that is no head\n======\n\ndraft: what a body may say\n\n<script>alert(1)</script><p onclick=x>para\n",
        "",
    ];

    private static readonly string[] Titles = ["A post", "How often: a \"question\"", "更新と設計: 記事", "Über 'Maß' & <Zahl>", "عنوان", "#1 [x] {y}", "📣", "---"];

    private static readonly bool[] Either = [true, false];

    private static readonly string[] Extensions = [".md", ".md", ".mdx", ".textile", ".html"];

    /// <summary>Each body below a head in each form, one as a draft and one not.</summary>
    public static IReadOnlyList<SamplePost> All(Random random) =>
        [.. from form in Enum.GetValues<HeadForm>()
            from body in Bodies
            from isDraft in Either
            select Any(form, body, isDraft, random)];

    public static SamplePost Any(HeadForm form, string body, bool isDraft, Random random)
    {
        var post = HeadForms.Write(form, Titles[random.Next(Titles.Length)], body, random, isDraft);
        // A head of lines is Markdown's, and a post without a flag can lie in a folder of drafts.
        return post with { Extension = Extensions[random.Next(Extensions.Length)], InDraftFolder = !isDraft && random.Next(8) == 0 };
    }
}
