using System.Globalization;

namespace Publisher.Benchmarks;

/// <summary>Posts of the size that blogs have, the same at every run.</summary>
internal static class SomePosts
{
    public static string Text(int number)
    {
        var paragraphs = Enumerable.Range(0, 12).Select(i => $"Paragraph {i} with **strong words**, a [link](https://example.com/{number}/{i}) and 日本語の文章です。これは{number}番目の記事の{i}番目の段落。" + string.Concat(Enumerable.Repeat(" More plain words follow here.", 6)));
        return string.Create(CultureInfo.InvariantCulture, $"""
            ---
            layout: post
            title: "Post {number}: 記事の題"
            date: 2026-02-11 17:18:56 +0000
            categories: ["News"]
            tags: ["OpenAI", "Google"]
            author: "編集部"
            excerpt: "A **summary** of post {number}."
            ---

            {string.Join("\n\n", paragraphs)}
            """);
    }
}
