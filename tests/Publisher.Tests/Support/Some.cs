using System.Globalization;

namespace Publisher.Tests.Support;

/// <summary>Values that a test does not care about, and posts as people write them.</summary>
internal static class Some
{
    /// <summary>A post in the form that Jekyll blogs have.</summary>
    public static string PostText(string title = "A post", string date = "2026-02-11 17:18:56 +0000", string more = "", string body = "A paragraph.\n") => string.Create(CultureInfo.InvariantCulture, $"""
        ---
        layout: post
        title: "{title}"
        date: {date}
        categories: ["AI最新ニュース"]
        tags: ["OpenAI", "Google"]
        author: "編集部"
        excerpt: "**Amazon、AWSでAIインフラ売上1兆円突破**について詳細に分析します。"
        {more}
        ---

        {body}
        """);
}
