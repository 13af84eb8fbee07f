namespace Publisher.Templates;

/// <summary>A template or a text that is missing or broken; the message is one sentence that names the file and, where it is known, the line.</summary>
internal sealed class TemplateException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the message names its file already; what a filter complains of is placed by the template that used it.</summary>
    public bool Placed { get; init; }
}
