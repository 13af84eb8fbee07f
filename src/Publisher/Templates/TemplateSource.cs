namespace Publisher.Templates;

/// <summary>A file of the set as it was found.</summary>
/// <param name="Path">What to call it in messages: the user's own path, or the place among the built-in ones.</param>
internal sealed record TemplateSource(string Path, string Text);
