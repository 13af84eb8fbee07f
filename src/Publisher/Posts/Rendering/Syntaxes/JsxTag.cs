using System.Text;

namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>A tag in MDX.</summary>
/// <param name="Html">The tag without JavaScript.</param>
/// <param name="Name">Empty for a fragment.</param>
internal sealed record JsxTag(int End, string Name, string Html)
{
    private const int MaxAttributes = 100;

    public bool IsComponent => Name.Length == 0 || char.IsAsciiLetterUpper(Name[0]);

    /// <returns>Null for what is no tag, such as <c>a &lt; b</c> and <c>List&lt;int&gt;</c>, or for HTML that stays as it is.</returns>
    public static JsxTag? Read(string text, int start, Balance balance)
    {
        if (start > 0 && char.IsAsciiLetterOrDigit(text[start - 1]) && start + 1 < text.Length && char.IsAsciiLetterUpper(text[start + 1]))
            return null;
        var at = start + 1;
        if (at < text.Length && text[at] == '/')
            at++;
        var nameStart = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '.' or '-' or '_'))
            at++;
        var name = text[nameStart..at];
        if (name.Length > 0 && !char.IsAsciiLetter(name[0]))
            return null;
        var html = new StringBuilder(text[start..at]);
        var end = name.Length == 0 ? FragmentEnd(text, at) : Attributes(text, at, html, balance);
        var tag = end < 0 ? null : new JsxTag(end, name, html.ToString());
        return tag is { IsComponent: false } && text.AsSpan(start, end - start).SequenceEqual(tag.Html) ? null : tag;
    }

    private static int FragmentEnd(string text, int at) => at < text.Length && text[at] == '>' ? at + 1 : -1;

    private static int Attributes(string text, int from, StringBuilder html, Balance balance)
    {
        var at = from;
        for (var count = 0; count < MaxAttributes && at < text.Length; count++)
        {
            var start = at;
            at = After(text, at, char.IsWhiteSpace);
            if (at == text.Length)
                return -1;
            if (text[at] is '>' or '/')
                return Close(text, start, at, html);
            if (text[at] != '{' && at == start)
                return -1;
            at = Attribute(text, start, at, html, balance);
            if (at < 0)
                return -1;
        }

        return -1;
    }

    private static int Close(string text, int start, int at, StringBuilder html)
    {
        var end = text[at] == '>' ? at : After(text, at + 1, char.IsWhiteSpace);
        if (end >= text.Length || text[end] != '>')
            return -1;
        html.Append(text, start, end + 1 - start);
        return end + 1;
    }

    /// <returns>The place after an attribute; what may stay of it is written.</returns>
    private static int Attribute(string text, int start, int from, StringBuilder html, Balance balance)
    {
        if (text[from] == '{')
            return balance.End(from);
        var at = After(text, from, static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or ':' or '.' or '@');
        if (at == from)
            return -1;
        var name = text[from..at] == "className" ? "class" : text[from..at];
        if (at >= text.Length || text[at] != '=')
        {
            html.Append(text, start, from - start).Append(name);
            return at;
        }

        var value = at + 1;
        if (value < text.Length && text[value] == '{')
            return balance.End(value);
        var end = ValueEnd(text, value);
        if (end > 0)
            html.Append(text, start, from - start).Append(name).Append(text, at, end - at);
        return end;
    }

    private static int ValueEnd(string text, int at)
    {
        if (at >= text.Length)
            return -1;
        if (text[at] is not ('"' or '\''))
            return After(text, at, static c => !char.IsWhiteSpace(c) && c is not ('>' or '<' or '"' or '\''));
        return text.AsSpan(at + 1, Math.Min(text.Length - at - 1, 5_000)).IndexOf(text[at]) is >= 0 and var length ? at + length + 2 : -1;
    }

    private static int After(string text, int from, Func<char, bool> belongs)
    {
        var at = from;
        while (at < text.Length && belongs(text[at]))
            at++;
        return at;
    }
}
