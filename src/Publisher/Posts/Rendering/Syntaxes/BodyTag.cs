namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>What stands in <c>{% %}</c> or <c>{{ }}</c> in a text.</summary>
/// <param name="Name">Empty for <c>{{ }}</c>.</param>
internal readonly record struct BodyTag(int Start, int End, bool IsOutput, string Name, string Arguments);
