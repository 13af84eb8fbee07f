namespace Publisher.Posts.Rendering.Syntaxes;

internal static class HexoTagStep
{
    public static string Apply(string text, BodyContext context, List<(int Line, string Message)> warnings) => text;
}
