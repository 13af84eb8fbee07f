using System.Text;
using Publisher.Posts;

namespace Publisher.Feeds;

/// <summary>The style sheet of feeds, for people who open one in a browser: it says what a feed is and shows the titles.</summary>
internal static class FeedStyle
{
    public static FeedFile File { get; } = new("feed.css", "text/css; charset=utf-8", null);

    /// <summary>What an XML file says of its style sheet (W3C, Associating Style Sheets with XML documents).</summary>
    public static string Instruction(Uri site) => $"type=\"text/css\" href=\"{FeedAddress.Below(site, File.Name).AbsolutePath}\"";

    public static void Write(Site site, Stream output)
    {
        using var source = typeof(FeedStyle).Assembly.GetManifestResourceStream("Feeds/feed.css")!;
        using var reader = new StreamReader(source);
        output.Write(Encoding.UTF8.GetBytes(reader.ReadToEnd().Replace("WHAT IT IS", What(site.Language), StringComparison.Ordinal)));
    }

    private static string What(string language) => language.Split('-')[0] switch
    {
        "ja" => "これはフィードです。アドレス欄のアドレスをフィードリーダーに登録すると、新しい記事が届きます。",
        _ => "This is a feed. Copy its address from the address bar into a feed reader, and new posts will come to you.",
    };
}
